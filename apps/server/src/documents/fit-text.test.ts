import { beforeAll, describe, expect, it } from 'vitest';
import { type FittedText, fitText, heightOf } from './fit-text.ts';
import { type FontStacks, loadFonts } from './fonts.ts';

const box = { width: 252, height: 90, lineHeight: 1.36, sizes: [11.5, 10, 8.5, 7] } as const;

function widthsOf(fitted: FittedText): number[] {
  return fitted.lines.map(({ runs }) =>
    runs.reduce((sum, run) => sum + run.face.widthEm(run.text) * fitted.size, 0),
  );
}

function textOf(fitted: FittedText): string {
  return fitted.lines.map(({ runs }) => runs.map((run) => run.text).join('')).join('\n');
}

describe('fitText', () => {
  let fonts: FontStacks;

  beforeAll(async () => {
    fonts = await loadFonts();
  }, 30_000);

  it.each([
    ['short', 'Enjoy!'],
    ['a long message', 'We wish you both a wonderful time on the water. '.repeat(11).slice(0, 500)],
    ['one endless word', 'x'.repeat(500)],
    ['wide letters', 'W '.repeat(250)],
    ['many lines', 'a\n'.repeat(200)],
    ['emoji', '🎉'.repeat(500)],
    ['Thai without spaces', 'สุขสันต์วันเกิด'.repeat(30)],
    ['nothing', ''],
  ])('never leaves its box: %s', (_name, text) => {
    const fitted = fitText(text, fonts.text, box);
    expect(heightOf(fitted, box.lineHeight)).toBeLessThanOrEqual(box.height);
    for (const width of widthsOf(fitted)) {
      expect(width).toBeLessThanOrEqual(box.width);
    }
  });

  it('takes the largest size that fits', () => {
    expect(fitText('Enjoy!', fonts.text, box).size).toBe(11.5);
    const long = fitText('Enjoy every minute of it. '.repeat(15), fonts.text, box);
    expect(long.size).toBeLessThan(11.5);
    expect(long.cut).toBe(false);
  });

  it('loses no word while the text fits', () => {
    const text = 'We wish you both a wonderful time on the water. '.repeat(8).trim();
    const fitted = fitText(text, fonts.text, box);
    expect(fitted.cut).toBe(false);
    expect(textOf(fitted).replaceAll('\n', ' ')).toBe(text);
  });

  it('ends in an ellipsis when it had to cut, and says so', () => {
    const fitted = fitText('word '.repeat(1_000), fonts.text, box);
    expect(fitted.cut).toBe(true);
    expect(textOf(fitted).endsWith('…')).toBe(true);
  });

  it('keeps the direction of a paragraph on all its lines', () => {
    const text = `Happy birthday ${'محمد عبد الله '.repeat(20)}`;
    const fitted = fitText(text, fonts.text, box);
    expect(fitted.lines.length).toBeGreaterThan(2);
    expect(fitted.lines.every((line) => !line.rightToLeft)).toBe(true);
  });
});
