import { type Booking, createNonce, isNonce, PEOPLE_MAX, TOURS } from './tours.ts';

const NAME_LENGTH_MAX = 100;
const EMAIL_LENGTH_MAX = 254;

export type FieldName = 'tour' | 'people' | 'name' | 'email';
/** The form as it was filled in, to be shown again as it was. */
export type BookingFields = Readonly<Record<FieldName, string>> & { readonly nonce: string };
export type FieldProblems = Readonly<Partial<Record<FieldName, string>>>;

export type ReadBooking =
  | { ok: true; booking: Booking; customer: { name: string; email: string }; nonce: string }
  | { ok: false; fields: BookingFields; problems: FieldProblems };

export function emptyFields(): BookingFields {
  return { tour: TOURS[0]?.id ?? '', people: '2', name: '', email: '', nonce: createNonce() };
}

/** @param body what the browser sent, of any shape */
export function readBooking(body: Readonly<Record<string, unknown>>): ReadBooking {
  const fields: BookingFields = {
    tour: textOf(body.tour),
    people: textOf(body.people),
    name: textOf(body.name),
    email: textOf(body.email),
    nonce: isNonce(textOf(body.nonce)) ? textOf(body.nonce) : createNonce(),
  };
  const tour = TOURS.find(({ id }) => id === fields.tour);
  const people = /^[1-9]$/.test(fields.people) ? Number(fields.people) : 0;
  const problems: Partial<Record<FieldName, string>> = {};
  if (!tour) problems.tour = 'Choose one of the tours.';
  if (people < 1 || people > PEOPLE_MAX) problems.people = `Choose 1 to ${PEOPLE_MAX} people.`;
  if (fields.name === '') problems.name = 'Enter your name.';
  if (fields.name.length > NAME_LENGTH_MAX)
    problems.name = `Keep the name under ${NAME_LENGTH_MAX} characters.`;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email) || fields.email.length > EMAIL_LENGTH_MAX) {
    problems.email = 'Enter an e-mail address like name@example.com.';
  }
  if (!tour || Object.keys(problems).length > 0) return { ok: false, fields, problems };
  const { name, email, nonce } = fields;
  return { ok: true, booking: { tour, people }, customer: { name, email }, nonce };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
