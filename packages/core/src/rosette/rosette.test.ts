import { describe, expect, it } from 'vitest';
import { drawRosette, type Rosette } from './rosette.ts';

const ids = Array.from(
  { length: 300 },
  (_, index) => `019a2c7f-10ab-7def-8${String(index).padStart(3, '0')}-0123456789ab`,
);

function lengthOf(rosette: Rosette): number {
  return rosette.bands.reduce((sum, band) => sum + band.path.length, 0);
}

/** Every on-curve and control point of a path that uses M, c, s and z. */
function pointsOf(path: string): [number, number][] {
  const points: [number, number][] = [];
  let pen: [number, number] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([Mcs])([^Mcsz]*)/g)) {
    const numbers = (rest ?? '').match(/-?\d+/g)?.map(Number) ?? [];
    const perPiece = { M: 2, c: 6, s: 4 }[command ?? ''] ?? 0;
    for (let index = 0; index < numbers.length; index += perPiece) {
      const piece = numbers.slice(index, index + perPiece);
      for (let at = 0; at < piece.length; at += 2) {
        points.push([pen[0] + (piece[at] ?? 0), pen[1] + (piece[at + 1] ?? 0)]);
      }
      pen = points.at(-1) ?? pen;
    }
  }
  return points;
}

describe('drawRosette', () => {
  it('draws the same bytes for the same certificate', () => {
    for (const id of ids.slice(0, 20)) {
      expect(drawRosette(id)).toEqual(drawRosette(id));
    }
  });

  it('draws every certificate differently, also when the ids differ in one character', () => {
    const drawings = new Set(ids.map((id) => JSON.stringify(drawRosette(id))));
    expect(drawings.size).toBe(ids.length);
  });

  it('varies what a person sees, not only the decimals', () => {
    const outlines = new Set(ids.map((id) => drawRosette(id).bands.length));
    const openings = new Set(ids.map((id) => drawRosette(id).bands[0]?.path.slice(0, 24)));
    expect(outlines.size).toBeGreaterThan(1);
    expect(openings.size).toBe(ids.length);
  });

  it('stays inside its viewBox', () => {
    for (const id of ids) {
      const { bands, size } = drawRosette(id);
      // A cubic lies within the hull of its control points, so points inside mean a line inside.
      const coordinates = bands.flatMap((band) => pointsOf(band.path)).flat();
      expect(Math.min(...coordinates)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...coordinates)).toBeLessThanOrEqual(size);
    }
  });

  it('leaves the eye in the middle open', () => {
    for (const id of ids) {
      const { bands, size } = drawRosette(id);
      const radii = bands
        .flatMap((band) => pointsOf(band.path))
        .map(([x, y]) => Math.hypot(x - size / 2, y - size / 2));
      expect(Math.min(...radii)).toBeGreaterThan(size * 0.05);
    }
  });

  it('stays light enough to be inlined in a page', () => {
    for (const id of ids) {
      expect(lengthOf(drawRosette(id))).toBeLessThan(25_000);
    }
  });

  it('closes each band with one smooth line', () => {
    for (const band of drawRosette(ids[0] ?? '').bands) {
      expect(band.path).toMatch(/^M[\d -]+c[\d -]+s[\d -]+z$/);
    }
  });

  it('draws from any text, the empty one too', () => {
    expect(drawRosette('').bands.length).toBeGreaterThan(0);
    expect(drawRosette('日本語').bands.length).toBeGreaterThan(0);
  });
});
