import { formatMoney, type Money } from '../money/money.ts';

export const NAME_LENGTH_MAX = 100;
export const EMAIL_LENGTH_MAX = 254;
export const MESSAGE_LENGTH_MAX = 500;
export const DELIVERY_DAYS_AHEAD_MAX = 366;

export type Person = { readonly name: string; readonly email: string };
export type Recipient = { readonly name: string; readonly email: string | null };
export type Delivery = 'email' | 'print';

/** What a gift is made of, whoever enters it: the customer on the portal, staff, or a booking site's server. */
export type GiftInput = {
  readonly amountMinor: number;
  readonly purchaser: Person;
  readonly recipient: Recipient;
  readonly message: string;
  readonly delivery: Delivery;
  /** Local date in the workspace's zone, or null for at once. */
  readonly deliverOn: string | null;
};

export type GiftLimits = {
  readonly amountMinMinor: number;
  readonly amountMaxMinor: number;
  readonly currency: string;
  readonly language: string;
  /** Today's local date in the workspace's zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** The last local date a delivery may be planned for. */
  readonly deliverOnMax: string;
};

/** Field path to a sentence that says what would be right; empty when all is well. */
export type FieldProblems = Record<string, string>;

/** Checks a gift field by field. Runs in the browser and on the server alike, so it needs neither zod nor a clock. */
export function checkGift(input: GiftInput, limits: GiftLimits): FieldProblems {
  const problems: FieldProblems = {};
  const note = (field: string, problem: string | null) => {
    if (problem !== null) problems[field] = problem;
  };
  note('amountMinor', amountProblem(input.amountMinor, limits));
  note('purchaser.name', nameProblem(input.purchaser.name, 'your name'));
  note('purchaser.email', emailProblem(input.purchaser.email));
  note('recipient.name', nameProblem(input.recipient.name, 'the name of the person it is for'));
  if (input.delivery === 'email') note('recipient.email', emailProblem(input.recipient.email ?? ''));
  else if (input.recipient.email !== null) note('recipient.email', emailProblem(input.recipient.email));
  note('message', messageProblem(input.message));
  note('deliverOn', deliverOnProblem(input.deliverOn, limits));
  return problems;
}

export function amountProblem(amountMinor: number, limits: GiftLimits): string | null {
  const { amountMinMinor, amountMaxMinor } = limits;
  if (Number.isSafeInteger(amountMinor) && amountMinor >= amountMinMinor && amountMinor <= amountMaxMinor)
    return null;
  const show = (value: number) =>
    formatMoney({ amountMinor: value, currency: limits.currency } satisfies Money, limits.language);
  return `Choose an amount from ${show(amountMinMinor)} to ${show(amountMaxMinor)}.`;
}

// Control characters, line breaks among them: a name goes into mail headers and on paper in one line. Half a surrogate
// pair (an emoji cut in two) is no text, and the database refuses it.
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/** As PostgreSQL and JSON Schema count: an emoji is one, where JavaScript's `length` has two. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

export function nameProblem(name: string, what: string): string | null {
  if (name.trim() === '') return `Enter ${what}.`;
  const length = characterCount(name);
  if (length > NAME_LENGTH_MAX) return `Use at most ${NAME_LENGTH_MAX} characters; this has ${length}.`;
  return CONTROL.test(name) ? 'Use one line without control characters.' : null;
}

export function emailProblem(email: string): string | null {
  if (email.trim() === '') return 'Enter an e-mail address.';
  if (email.length > EMAIL_LENGTH_MAX) return `An e-mail address has at most ${EMAIL_LENGTH_MAX} characters.`;
  const wellFormed = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$/u.test(email);
  const [local = ''] = email.split('@');
  const dots = local.startsWith('.') || local.endsWith('.') || local.includes('..');
  return wellFormed && !dots && !INVISIBLE.test(email)
    ? null
    : 'Enter an e-mail address like name@example.com.';
}

export function messageProblem(message: string): string | null {
  const length = characterCount(message);
  if (length > MESSAGE_LENGTH_MAX)
    return `A message has at most ${MESSAGE_LENGTH_MAX} characters; this has ${length}. Shorten it by ${length - MESSAGE_LENGTH_MAX}.`;
  return holdsControlCharacters(message) ? 'Remove the control characters from the message.' : null;
}

/** Of a text that may have lines: what no database keeps as text and no paper shows. */
export function holdsControlCharacters(text: string): boolean {
  return /[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text);
}

function deliverOnProblem(deliverOn: string | null, limits: GiftLimits): string | null {
  if (deliverOn === null) return null;
  if (!isCalendarDate(deliverOn)) return 'Enter a date that exists, as year-month-day.';
  const { today, deliverOnMax, language } = limits;
  if (deliverOn < today) return `Choose today (${dayInWords(today, language)}) or a later day.`;
  return deliverOn > deliverOnMax ? `Choose a day up to ${dayInWords(deliverOnMax, language)}.` : null;
}

// A local date has no zone, so none may shift it.
function dayInWords(localDate: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${localDate}T00:00:00Z`),
  );
}

// The portal must not pull the Temporal polyfill in for one date; UTC round-trips catch 30 February all the same.
function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [, year, month, day] = match;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).toISOString().startsWith(text);
}
