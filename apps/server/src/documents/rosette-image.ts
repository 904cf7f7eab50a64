import { crc32, deflateSync } from 'node:zlib';
import { drawRosette, type RosetteBand } from '@boon/core/rosette';

export type RosetteImage = {
  /** The certificate's public id; never its code. */
  readonly seed: string;
  /** `#RRGGBB` */
  readonly colour: string;
  /** Width and height in pixels. */
  readonly size: number;
};

/** The rosette as a PNG on nothing, for mails, whose readers draw no SVG. */
export function drawRosetteImage({ seed, colour, size }: RosetteImage): Buffer {
  const rosette = drawRosette(seed);
  const ink = new Float32Array(size * size);
  for (const band of rosette.bands) inkBand(ink, size, band, size / rosette.size);
  return encodeAlphaPng(size, colour, ink);
}

/** A line is thinner than a pixel here: each short piece of it leaves its area on the four pixels it lies between. */
function inkBand(ink: Float32Array, size: number, band: RosetteBand, scale: number): void {
  const amount = band.strokeWidth * scale * STEP_PX * band.opacity;
  for (const [x, y] of pointsAlong(band.path, scale)) {
    const left = Math.floor(x - 0.5);
    const top = Math.floor(y - 0.5);
    const right = x - 0.5 - left;
    const down = y - 0.5 - top;
    const drop = (column: number, row: number, share: number) => {
      if (column < 0 || row < 0 || column >= size || row >= size) return;
      const place = row * size + column;
      ink[place] = (ink[place] ?? 0) + amount * share;
    };
    drop(left, top, (1 - right) * (1 - down));
    drop(left + 1, top, right * (1 - down));
    drop(left, top + 1, (1 - right) * down);
    drop(left + 1, top + 1, right * down);
  }
}

/** Pixels between two points of a line. */
const STEP_PX = 0.25;

/** Points of a path of `drawRosette`, about `STEP_PX` apart: `M`, then relative cubics, all but the first in short form. */
function* pointsAlong(path: string, scale: number): Generator<readonly [x: number, y: number]> {
  const [startX = 0, startY = 0, controlX = 0, controlY = 0, ...rest] = (path.match(/-?\d+/g) ?? []).map(
    (number) => Number(number) * scale,
  );
  let [x, y] = [startX, startY];
  let [fromX, fromY] = [controlX, controlY];
  for (let at = 0; at + 3 < rest.length; at += 4) {
    const [toX = 0, toY = 0, endX = 0, endY = 0] = rest.slice(at, at + 4);
    const length =
      Math.hypot(fromX, fromY) + Math.hypot(toX - fromX, toY - fromY) + Math.hypot(endX - toX, endY - toY);
    const steps = Math.max(1, Math.round(length / STEP_PX));
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      const [first, second, third] = [3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
      yield [
        x + first * fromX + second * toX + third * endX,
        y + first * fromY + second * toY + third * endY,
      ];
    }
    [x, y] = [x + endX, y + endY];
    // The short form mirrors the last control point.
    [fromX, fromY] = [endX - toX, endY - toY];
  }
}

/** One colour in 256 strengths: an indexed PNG whose palette differs in alpha alone (https://www.w3.org/TR/png-3/). */
function encodeAlphaPng(size: number, colour: string, ink: Float32Array): Buffer {
  const rows = Buffer.alloc(size * (size + 1));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      // Each row begins with its filter, 0 for none.
      rows[row * (size + 1) + 1 + column] = Math.round(255 * Math.min(1, ink[row * size + column] ?? 0));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([BITS, INDEXED, 0, 0, 0], 8);
  const palette = Buffer.concat(Array.from({ length: 256 }, () => Buffer.from(colour.slice(1), 'hex')));
  const alphas = Buffer.from(Array.from({ length: 256 }, (_, alpha) => alpha));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('tRNS', alphas),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const BITS = 8;
const INDEXED = 3;

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.byteLength + 8);
  framed.writeUInt32BE(content.byteLength, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.byteLength + 4);
  return framed;
}
