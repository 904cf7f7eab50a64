import { CODE_ALPHABET, formatCode, parseCode, withCheckValue } from '@boon/core/code';
import { describe, expect, it } from 'vitest';
import { mayHoldCode } from './code-privacy.ts';

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
    for (const text of [...numbers, ' gc-2026-000042', 'GC-2026', 'GC-2026-', 'GC-2026-0000'])
      expect(mayHoldCode(text), text).toBe(false);
    for (const text of ['GC20-2600-0042', 'GC2026000042', 'GC-20260-00042', 'GC-2026-0000421'])
      expect(mayHoldCode(text), text).toBe(true);
  });
});
