import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawRosetteImage } from './rosette-image.ts';

const SIZE = 120;
const IDS = Array.from({ length: 12 }, (_, index) => `0192f0e1-2222-7333-8444-5555666677${index + 10}`);

function draw(seed: string, colour = '#0B5C5E') {
  return drawRosetteImage({ seed, colour, size: SIZE });
}

/** The chunks of a PNG by their names. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.byteLength; ) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}

/** How strong the colour is at a place, 0 to 255. */
function strengths(png: Buffer): (x: number, y: number) => number {
  const rows = inflateSync(chunksOf(png).get('IDAT') ?? Buffer.alloc(0));
  expect(rows.byteLength).toBe(SIZE * (SIZE + 1));
  return (x, y) => rows[y * (SIZE + 1) + 1 + x] ?? Number.NaN;
}

describe('drawRosetteImage', () => {
  it('is the same picture for the same certificate, and another one for each other', () => {
    const pictures = IDS.map((id) => draw(id).toString('base64'));
    expect(IDS.map((id) => draw(id).toString('base64'))).toEqual(pictures);
    expect(new Set(pictures).size).toBe(IDS.length);
  });

  it('is a ring of lines on nothing: its eye and its corners are empty', () => {
    for (const id of IDS) {
      const at = strengths(draw(id));
      const [middle, last] = [SIZE / 2, SIZE - 1];
      expect([at(middle, middle), at(0, 0), at(last, 0), at(0, last), at(last, last)]).toEqual([
        0, 0, 0, 0, 0,
      ]);
      const across = Array.from({ length: SIZE }, (_, x) => at(x, middle));
      expect(Math.max(...across.slice(0, middle))).toBeGreaterThan(60);
      expect(Math.max(...across.slice(middle))).toBeGreaterThan(60);
    }
  });

  it('is drawn in the colour it is given', () => {
    const chunks = chunksOf(draw('a', '#A1243B'));
    expect(chunks.get('PLTE')?.subarray(-3).toString('hex')).toBe('a1243b');
    expect([...(chunks.get('tRNS') ?? [])].at(-1)).toBe(255);
    expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  });
});
