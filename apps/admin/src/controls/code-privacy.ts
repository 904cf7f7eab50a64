import { parseCode } from '@boon/core/code';

const PART_LENGTH_MIN = 6;
/** A certificate's number and its beginning, with the dash after two letters where no code has one. */
const NUMBER_OR_PART = /^GC-(?:\d{0,4}|\d{4}-\d{0,6})$/i;

/**
 * True for a whole code, a mistyped one and the beginning of one. Such a search stays in memory and goes to the server
 * by POST: an address ends up in histories, in logs and on shared screens, and a code is money.
 */
export function mayHoldCode(text: string): boolean {
  if (NUMBER_OR_PART.test(text.trim())) return false;
  if (parseCode(text).ok) return true;
  const characters = text.replace(/[\s\p{Pd}]/gu, '');
  if (characters.length < PART_LENGTH_MIN || !/^[0-9A-TV-Z]+$/i.test(characters)) return false;
  return /\d/.test(characters) || /^\s*\w{4}\p{Pd}/u.test(text);
}
