import { CODE_ALPHABET, formatCode, parseCode, withCheckValue } from '@boon/core/code';
import { describe, expect, it } from 'vitest';
import { holdsMostOfCode, mayHoldCode } from './code-privacy.ts';

const characters = withCheckValue([7, 19, 3, 20, 9, 17, 28, 13, 0, 4, 2])
  .map((value) => CODE_ALPHABET[value])
  .join('');

describe('mayHoldCode', () => {
  it('keeps a whole code out of the address, however it is typed', () => {
    for (const text of [
      characters,
      formatCode(characters),
      characters.toLowerCase(),
      ` ${formatCode(characters).replaceAll('-', ' ')} `,
    ])
      expect(mayHoldCode(text), text).toBe(true);
  });

  it('keeps a code with a typo and the beginning of a code out of the address', () => {
    expect(mayHoldCode(`${characters.slice(0, 11)}${characters.endsWith('A') ? 'B' : 'A'}`)).toBe(true);
    expect(mayHoldCode(formatCode(characters.slice(0, 9)))).toBe(true);
  });

  it('lets names, addresses and last-4 searches be shared', () => {
    for (const text of [
      'Łucja Brønsted',
      'Anne Smith',
      'Bernadette',
      'maja@example.com',
      '9HWD',
      'AUR-000042',
      '',
    ])
      expect(mayHoldCode(text), text).toBe(false);
  });

  it('lets a certificate’s number be shared, though it is as long as a code and now and then passes for one', () => {
    const numbers = Array.from({ length: 64 }, (_, n) => `GC-2026-${String(n + 1).padStart(6, '0')}`);
    expect(numbers.some((number) => parseCode(number).ok)).toBe(true);
    for (const text of [
      ...numbers,
      ' gc-2026-000042',
      'GC-2026',
      'GC-2026-',
      'GC-2026-0000',
      'GC-2026-1000000',
    ])
      expect(mayHoldCode(text), text).toBe(false);
    for (const text of ['GC20-2600-0042', 'GC2026000042', 'GC-20260-00042', 'GC-2026-0000421x'])
      expect(mayHoldCode(text), text).toBe(true);
  });
});

describe('holdsMostOfCode', () => {
  it('is true for a code, one with a typo, and one of which up to three characters are left out', () => {
    const code = formatCode(
      withCheckValue([...'7KQMR4XT9HW'].map((letter) => CODE_ALPHABET.indexOf(letter)))
        .map((value) => CODE_ALPHABET[value])
        .join(''),
    );
    expect(parseCode(code).ok).toBe(true);
    for (const text of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' '),
      `${code}7`,
    ])
      expect(holdsMostOfCode(text), text).toBe(true);
    for (const left of [1, 2, 3]) expect(holdsMostOfCode(code.slice(0, -left)), String(left)).toBe(true);
  });

  it('leaves references, names and the beginning of a code in the address', () => {
    for (const text of [
      '',
      'AJ-2026-1042',
      'BK-1042',
      '7KQM-R4XT',
      'Bjørnsen',
      'maja@example.com',
      'Maja Lindqvist',
    ])
      expect(holdsMostOfCode(text), text).toBe(false);
  });
});
