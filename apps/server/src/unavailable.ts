/** For a person, whatever the surface: the database is away or overwhelmed, and nobody knows what was done. */
export const UNAVAILABLE_SENTENCE = 'Our database does not answer at the moment. Try again shortly.';

/** Seconds after which such a call has a chance again: a restart takes about as long. */
export const UNAVAILABLE_SECONDS = 2;
