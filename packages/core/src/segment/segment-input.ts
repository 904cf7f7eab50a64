import { type FieldProblems, nameProblem } from '../purchase/purchase-input.ts';
import { normalDomain, normalEmail } from './email-identity.ts';
import { RESERVED_SEGMENT_SLUGS } from './segment.ts';

export const ACCESS_CODE_LENGTH_MIN = 8;
export const ACCESS_CODE_LENGTH_MAX = 64;
export const ACCESS_CODES_MAX = 20;
export const LISTED_EMAILS_MAX = 1_000;
export const LISTED_DOMAINS_MAX = 100;
export const DESCRIPTION_LENGTH_MAX = 500;
/** The database says the same: `/p/{workspace}/{slug}`. */
const SLUG = /^[a-z0-9](-?[a-z0-9]){0,62}$/;
const CODE = /^[A-Z0-9](-?[A-Z0-9]){0,62}$/;

export type AccessInput =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'closed';
      /** Null keeps the codes there are: nobody can read them back. */
      readonly accessCodes: readonly string[] | null;
      readonly emails: readonly string[];
      readonly domains: readonly string[];
    };

/** A segment as staff enter it. */
export type SegmentInput = {
  readonly code: string;
  readonly slug: string;
  readonly name: string;
  readonly colour: string;
  readonly description: string;
  readonly language: string;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  readonly access: AccessInput;
};

/** Checks a segment field by field; empty when all is well. */
export function checkSegment(input: SegmentInput): FieldProblems {
  const problems: FieldProblems = {};
  const note = (field: string, problem: string | null) => {
    if (problem !== null) problems[field] = problem;
  };
  note('code', CODE.test(input.code) ? null : 'Use capital letters, digits and single hyphens, up to 63.');
  note('slug', slugProblem(input.slug));
  note('name', nameProblem(input.name, 'a name'));
  note('colour', /^#[0-9A-Fa-f]{6}$/.test(input.colour) ? null : 'Enter a colour like #0B5C5E.');
  note('description', descriptionProblem(input.description));
  note('language', isLanguage(input.language) ? null : 'Enter a language tag like en or pt-BR.');
  if (input.isDefault && !input.isActive) note('isActive', 'The default segment is always active.');
  if (input.access.kind === 'closed') noteAccess(input.access, note);
  return problems;
}

type Note = (field: string, problem: string | null) => void;

function noteAccess(access: Extract<AccessInput, { kind: 'closed' }>, note: Note): void {
  const { accessCodes, emails, domains } = access;
  if (accessCodes !== null) {
    note('access.accessCodes', atMost(accessCodes, ACCESS_CODES_MAX));
    for (const [index, code] of accessCodes.entries())
      note(`access.accessCodes.${index}`, accessCodeProblem(code));
  }
  note('access.emails', atMost(emails, LISTED_EMAILS_MAX));
  for (const [index, email] of emails.entries()) {
    const isEmail = normalEmail(email) !== null;
    note(`access.emails.${index}`, isEmail ? null : 'Enter an e-mail address like name@example.com.');
  }
  note('access.domains', atMost(domains, LISTED_DOMAINS_MAX));
  for (const [index, domain] of domains.entries()) {
    const isDomain = normalDomain(domain) !== null;
    note(`access.domains.${index}`, isDomain ? null : 'Enter a domain like example.com, without @ and *.');
  }
}

/** An access code as it is compared: people type it from paper, so case, spaces and hyphens do not count. */
export function normalAccessCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase();
}

function accessCodeProblem(code: string): string | null {
  const { length } = normalAccessCode(code);
  if (length < ACCESS_CODE_LENGTH_MIN)
    return `Use at least ${ACCESS_CODE_LENGTH_MIN} letters and digits: a shorter one is guessed.`;
  if (length > ACCESS_CODE_LENGTH_MAX) return `Use at most ${ACCESS_CODE_LENGTH_MAX} letters and digits.`;
  return /[\p{C}]/u.test(code) ? 'Use one line without control characters.' : null;
}

function slugProblem(slug: string): string | null {
  if (!SLUG.test(slug)) return 'Use lower-case letters, digits and single hyphens, up to 63.';
  const reserved: readonly string[] = RESERVED_SEGMENT_SLUGS;
  return reserved.includes(slug) ? `The portal has a page of its own at ${slug}; choose another.` : null;
}

export function descriptionProblem(text: string): string | null {
  if (text.length > DESCRIPTION_LENGTH_MAX)
    return `Use at most ${DESCRIPTION_LENGTH_MAX} characters; this has ${text.length}.`;
  return /[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text) ? 'Remove the control characters.' : null;
}

function atMost(list: readonly unknown[], most: number): string | null {
  return list.length > most ? `List at most ${most}; these are ${list.length}.` : null;
}

function isLanguage(tag: string): boolean {
  if (tag.length > 35) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
