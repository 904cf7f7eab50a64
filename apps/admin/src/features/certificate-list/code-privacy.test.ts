import { CODE_ALPHABET, formatCode, withCheckValue } from '@boon/core/code';
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
});
