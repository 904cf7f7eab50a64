/**
 * A certificate's code: 12 characters of Crockford's base 32 (no I, L, O, U), 11 random and 1 check
 * character over GF(32). Source of the rules: the product's specification, "Code".
 */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 12;
const RAW_LENGTH_MAX = 64;

export type CodeProblem = 'length' | 'alphabet' | 'check';
export type ParsedCode = { ok: true; code: Code } | { ok: false; problem: CodeProblem };

/** Holds the characters where no log, template or JSON can pick them up by accident; `reveal` is the only way out. */
export class Code {
  readonly #characters: string;

  constructor(characters: string) {
    this.#characters = characters;
  }

  /** The 12 canonical characters, for sealing and comparing. */
  reveal(): string {
    return this.#characters;
  }

  /** `XXXX-XXXX-XXXX`, for the eyes of whoever may see the code. */
  formatted(): string {
    return formatCode(this.#characters);
  }

  get last4(): string {
    return this.#characters.slice(-4);
  }

  toString(): string {
    return maskCode(this.last4);
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** Groups canonical characters as `XXXX-XXXX-XXXX`; shorter input is grouped as far as it goes. */
export function formatCode(characters: string): string {
  return characters.match(/.{1,4}/g)?.join('-') ?? '';
}

export function maskCode(last4: string): string {
  return `••••-••••-${last4}`;
}

/**
 * Reads what a person typed: case-blind, spaces and dashes ignored, O as 0, I and L as 1, full-width forms folded.
 * Letters that only look alike (Cyrillic, dotless i, long s, the Kelvin sign) are refused rather than guessed.
 */
export function parseCode(text: string): ParsedCode {
  if (text.length > RAW_LENGTH_MAX) return { ok: false, problem: 'length' };
  if (/[\u017F\u212A]/u.test(text)) return { ok: false, problem: 'alphabet' };
  const letters = text.normalize('NFKC').replace(/[\s\p{Pd}\u2212\u00AD\u200B-\u200F\u2060\uFEFF]/gu, '');
  if (!/^[0-9A-Za-z]*$/.test(letters)) return { ok: false, problem: 'alphabet' };
  const characters = letters.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (characters.includes('U')) return { ok: false, problem: 'alphabet' };
  if (characters.length !== CODE_LENGTH) return { ok: false, problem: 'length' };
  if (syndrome(valuesOf(characters)) !== 0) return { ok: false, problem: 'check' };
  return { ok: true, code: new Code(characters) };
}

/**
 * True for a certificate's number, `GC-2026-000042`: as many letters and digits as a code, so that one in 32 would pass for
 * one. No code is drawn that reads like a number.
 */
export function isCertificateNumber(text: string): boolean {
  return /^GC-\d{4}-\d{6,}$/i.test(text.trim());
}

/** Appends the check value to 11 values of 0..31. */
export function withCheckValue(values: readonly number[]): number[] {
  const partial = syndrome(values);
  return [...values, multiply(partial, INVERSE_OF_LAST_WEIGHT)];
}

// Weights alpha^i with alpha a root of x^5+x^2+1 (order 31): all twelve differ, so any single wrong
// character and any swap of two places changes the sum.
const WEIGHTS: readonly number[] = powersOfAlpha(CODE_LENGTH);
const INVERSE_OF_LAST_WEIGHT = powersOfAlpha(31 - (CODE_LENGTH - 1) + 1).at(-1) ?? 1;

function powersOfAlpha(count: number): number[] {
  const powers = [1];
  while (powers.length < count) powers.push(multiply(powers.at(-1) ?? 1, 2));
  return powers;
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit;
  for (let bit = 8; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}

function valuesOf(characters: string): number[] {
  return [...characters].map((character) => CODE_ALPHABET.indexOf(character));
}

function syndrome(values: readonly number[]): number {
  return values.reduce((sum, value, place) => sum ^ multiply(value, WEIGHTS[place] ?? 0), 0);
}
