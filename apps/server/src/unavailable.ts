/** Seconds after which a call has a chance again that came while the database was away: a restart takes about as long. */
export const UNAVAILABLE_SECONDS = 2;
