import { beforeAll, describe, expect, it } from 'vitest';
import { type FontStacks, loadFonts } from './fonts.ts';
import { cleanText, losesCharacters, REPLACEMENT, readsRightToLeft, toRuns } from './printable-text.ts';

describe('printable text', () => {
  let fonts: FontStacks;

  beforeAll(async () => {
    fonts = await loadFonts();
  }, 30_000);

  const printed = (text: string) =>
    toRuns(cleanText(text), fonts.text)
      .map((run) => run.text)
      .join('');

  it.each([
    'Łucja Brønsted, naïve façade',
    'Nguyễn Thị Ánh Tuyết',
    'Екатерина Иванова, Ґалаґан',
    'Αλέξανδρος Παπαδόπουλος',
    'जन्मदिन मुबारक हो',
    'محمد عبد الله',
    'שלום לכולם',
    'สุขสันต์วันเกิด',
    '🎂🎉👨‍👩‍👧❤',
    '生日快乐，一路平安',
    'お誕生日おめでとう',
    '생일 축하해요',
    '€ £ ¥ ₫ ₩ ₪ ₹ kr',
  ])('prints %s as typed', (text) => {
    expect(losesCharacters(text, fonts.text)).toBe(false);
    expect(printed(text)).toBe(text.normalize('NFC'));
  });

  it('gives every character to a font that can draw it, whatever the text', () => {
    const everyBlock = Array.from({ length: 0x2f00 }, (_, index) => String.fromCodePoint(0x20 + index * 7));
    for (const run of toRuns(cleanText(everyBlock.join('')), fonts.text)) {
      for (const character of run.text) {
        expect(run.face.has(character.codePointAt(0) ?? 0), character).toBe(true);
      }
    }
  });

  it('prints a character no font has as a mark, and says that it did', () => {
    expect(printed('a\u{13000}b')).toBe(`a${REPLACEMENT}b`);
    expect(losesCharacters('a\u{13000}b', fonts.text)).toBe(true);
  });

  it('prints decorated letters as the letters they are', () => {
    expect(printed('𝓗𝓮𝓵𝓵𝓸')).toBe('Hello');
  });

  it('keeps a letter and its marks in one font', () => {
    const runs = toRuns(cleanText('q\u0303'), fonts.text);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.face.placesMarks).toBe(true);
  });

  it('drops controls that would hide or turn text', () => {
    expect(cleanText('a\u202Eb\u2066c\u0000d\u200Be\uFEFF')).toBe('abcde');
    expect(cleanText('lone \uD800 surrogate')).toBe('lone \uFFFD surrogate');
  });

  it('keeps lines that were typed, but not more than one empty one', () => {
    expect(cleanText('a\r\nb\n\n\n\nc \t d')).toBe('a\nb\n\nc   d');
  });

  it('reads a text in the direction of its first letter', () => {
    expect(readsRightToLeft('123 محمد abc')).toBe(true);
    expect(readsRightToLeft('abc محمد')).toBe(false);
    expect(readsRightToLeft('42')).toBe(false);
  });
});
