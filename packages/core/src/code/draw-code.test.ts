import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH, parseCode } from './code.ts';
import { CODE_RANDOM_BYTES, drawCode } from './draw-code.ts';

const DRAWS = 200_000;

/** The same bytes in every run: a key stream of AES-128 in counter mode under a fixed key. */
function seededBytes(count: number): Uint8Array {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16, 1)).update(Buffer.alloc(count));
}

function bytesSpelling(characters: string): Uint8Array {
  return Uint8Array.from(characters.padEnd(CODE_RANDOM_BYTES, '0'), (character) =>
    CODE_ALPHABET.indexOf(character),
  );
}

describe('drawing codes', () => {
  it(`gives no duplicate in ${DRAWS} draws, refuses few, and favours no character at any place`, () => {
    const bytes = seededBytes(DRAWS * CODE_RANDOM_BYTES);
    const seen = new Set<string>();
    const counts = Array.from({ length: CODE_LENGTH }, () => new Uint32Array(128));
    let refused = 0;
    for (let start = 0; start < bytes.length; start += CODE_RANDOM_BYTES) {
      const characters = drawCode(bytes.subarray(start, start + CODE_RANDOM_BYTES))?.reveal();
      if (characters === undefined) {
        refused += 1;
        continue;
      }
      seen.add(characters);
      for (let place = 0; place < CODE_LENGTH; place += 1) {
        const count = counts[place];
        if (count) count[characters.charCodeAt(place)] = (count[characters.charCodeAt(place)] ?? 0) + 1;
      }
    }
    expect(seen.size).toBe(DRAWS - refused);
    expect(refused / DRAWS).toBeLessThan(0.002);
    // 31 degrees of freedom: 61 is exceeded once in a thousand fair samples, 90 once in ten million.
    for (const count of counts) expect(chiSquare(count, seen.size)).toBeLessThan(90);
  }, 30_000);

  it('uses the low five bits of each byte, so that all 256 bytes count alike', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const drawn = drawCode(Uint8Array.from([byte, ...new Uint8Array(10)]));
      expect(drawn?.reveal().charAt(0)).toBe(CODE_ALPHABET[byte & 31]);
    }
  });

  it.each(['FVCK', 'SEX', 'ASS', 'NAZ1', 'SH1T', 'RAPE'])('spells %s at no place', (word) => {
    for (let place = 0; place + word.length <= CODE_RANDOM_BYTES; place += 1) {
      expect(drawCode(bytesSpelling('0'.repeat(place) + word))).toBeNull();
    }
  });

  it('makes no code that reads like the number of a certificate', () => {
    const drawn = Array.from({ length: 200 }, (_, n) => drawCode(bytesSpelling(`GC2026${n}`)));
    expect(drawn.some((code) => code === null)).toBe(true);
    for (const code of drawn) expect(code?.reveal() ?? '').not.toMatch(/^GC\d{10}$/);
  });

  it('makes codes that read back', () => {
    const bytes = seededBytes(CODE_RANDOM_BYTES);
    const characters = drawCode(bytes)?.reveal() ?? '';
    expect(parseCode(characters)).toMatchObject({ ok: true });
  });

  it.each([0, 10, 12])('refuses %i bytes', (length) => {
    expect(() => drawCode(new Uint8Array(length))).toThrow(RangeError);
  });
});

/** `counts` by character code. */
function chiSquare(counts: Uint32Array, draws: number): number {
  const expected = draws / CODE_ALPHABET.length;
  return [...CODE_ALPHABET].reduce(
    (sum, character) => sum + ((counts[character.charCodeAt(0)] ?? 0) - expected) ** 2 / expected,
    0,
  );
}
