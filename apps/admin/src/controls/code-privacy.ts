import { parseCode } from '@boon/core/code';

const PART_LENGTH_MIN = 6;
/** A certificate's number and its beginning, with the dash after two letters where no code has one. */
const NUMBER_OR_PART = /^GC-(?:\d{0,4}|\d{4}-\d{0,9})$/i;

/**
 * True for a whole code, a mistyped one and the beginning of one. Such a search stays in memory and goes to the server
 * by POST: an address ends up in histories, in logs and on shared screens, and a code is money.
 */
export function mayHoldCode(text: string): boolean {
  if (NUMBER_OR_PART.test(text.trim())) return false;
  if (parseCode(text).ok) return true;
  const characters = text.replace(/[\s\p{Pd}]/gu, '');
  if (characters.length < PART_LENGTH_MIN || !/^[0-9A-TV-Z]+$/i.test(characters)) return false;
  return !isName(text);
}

const GROUP = '[0-9A-TV-Z]{4}';
/** From nine characters on, in groups of four or in none: the few that are left could be tried, and the last one computed. */
const MOST_OF_A_CODE = new RegExp(`^${GROUP}[\\s\\p{Pd}]*${GROUP}[\\s\\p{Pd}]*[0-9A-TV-Z]{1,5}$`, 'iu');

/**
 * True for a whole code and for most of one, where shorter texts have to stay in the address: the reference of an order may
 * look like the beginning of a code.
 */
export function holdsMostOfCode(text: string): boolean {
  return parseCode(text).ok || (MOST_OF_A_CODE.test(text.trim()) && !isName(text));
}

/** Letters alone, with no dash where a code has its first: nearly every code has a digit. */
function isName(text: string): boolean {
  return !/\d/.test(text) && !/^\s*\w{4}\p{Pd}/u.test(text);
}
