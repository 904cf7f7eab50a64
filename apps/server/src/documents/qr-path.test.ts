import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { drawQr } from './qr-path.ts';

/** Paints the path's rectangles back into a matrix. */
function paint(path: string, modules: number): boolean[] {
  const matrix = Array.from({ length: modules * modules }, () => false);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    matrix.fill(true, Number(y) * modules + Number(x), Number(y) * modules + Number(x) + Number(length));
  }
  return matrix;
}

describe('drawQr', () => {
  const url = 'https://gifts.aurora.example/p/aurora/check#7KQMR4XT9HWD';

  it('draws exactly the modules of the QR code of the address, at error correction M', () => {
    const { modules, path } = drawQr(url);
    const expected = create(url, { errorCorrectionLevel: 'M' }).modules;
    expect(modules).toBe(expected.size);
    expect(paint(path, modules)).toEqual(Array.from(expected.data, (module) => module === 1));
  });

  it('draws another address differently', () => {
    expect(drawQr(url).path).not.toBe(drawQr(`${url}0`).path);
  });
});
