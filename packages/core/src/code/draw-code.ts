import { CODE_ALPHABET, Code, withCheckValue } from './code.ts';

export const CODE_RANDOM_BYTES = 11;

// Words nobody wants on a present, spelled in the code's alphabet (no I, L, O, U; 1 and 0 stand in).
const DENIED = [
  'FVCK',
  'FCK',
  'SEX',
  'ASS',
  'CVNT',
  'NAZ1',
  'SH1T',
  'D1CK',
  'P0RN',
  'RAPE',
  'H1T1ER',
  'T1TS',
  'C0CK',
];
/** With the dashes elsewhere this would be a certificate's number, and nobody could tell which was typed. */
const LIKE_A_NUMBER = /^GC\d{10}$/;

/**
 * Makes a code of 11 random bytes: the low five bits of each, so every character is equally likely.
 * @returns null when the draw spells a denied word or reads like a number; draw again.
 * @throws RangeError unless there are exactly 11 bytes
 */
export function drawCode(bytes: Uint8Array): Code | null {
  if (bytes.length !== CODE_RANDOM_BYTES)
    throw new RangeError(`drawCode needs 11 bytes, got ${bytes.length}`);
  const values = withCheckValue([...bytes].map((byte) => byte & 31));
  const characters = values.map((value) => CODE_ALPHABET[value]).join('');
  const isDenied = LIKE_A_NUMBER.test(characters) || DENIED.some((word) => characters.includes(word));
  return isDenied ? null : new Code(characters);
}
