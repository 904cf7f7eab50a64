import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { drawWave } from './wave.ts';

/** A guilloche rosette, ready for SVG: the viewBox is `0 0 size size`, every band is a stroke without a fill. */
export type Rosette = {
  readonly size: number;
  readonly bands: readonly RosetteBand[];
};

export type RosetteBand = {
  /** SVG path data of one closed curve. */
  readonly path: string;
  readonly strokeWidth: number;
  /** 0 to 1, over the colour the drawing is given. */
  readonly opacity: number;
};

const SIZE = 2400;
const CENTRE = SIZE / 2;
/** Room for the stroke and for control points, which lie a little outside of the line. */
const RADIUS_MAX = CENTRE - 60;

/** Crossing lines of a whole net: enough to read as engraving, few enough to stay light on a page. */
const NET_SWINGS = 260;
const STROKE_NET = 3;
const STROKE_BRAID = 3.6;

/**
 * Draws the engraving of one certificate from its public id: the same bytes for the same id, so that screen and
 * paper can be compared at a glance. Never give it the code: a picture is shown where a code is not.
 */
export function drawRosette(seed: string): Rosette {
  const random = seededRandom(seed);
  const flower: Flower = {
    petals: integer(random, 5, 12),
    petalShare: real(random, 0.008, 0.055),
    petalPhase: angle(random),
  };
  const eye = real(random, 200, 420);
  const nets = integer(random, 2, 3);
  const edges = splitRadius(random, eye, nets);
  const bands: RosetteBand[] = [];
  for (const [index, inner] of edges.slice(0, -1).entries()) {
    const outer = edges[index + 1] ?? RADIUS_MAX;
    bands.push(drawNet(random, { inner, outer, swings: Math.round(NET_SWINGS / nets) }, flower));
  }
  for (const edge of edges.slice(1, -1)) {
    bands.push(drawBraid(random, edge, flower));
  }
  return { size: SIZE, bands };
}

/** Where the nets meet: the outer ones tend to get more room, as on a banknote. */
function splitRadius(random: SeededRandom, eye: number, nets: number): number[] {
  const shares = Array.from({ length: nets }, (_, index) => real(random, 0.7, 1.5) + index * 0.2);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const edges = [eye];
  let radius = eye;
  for (const share of shares) {
    radius += ((RADIUS_MAX - eye) * share) / whole;
    edges.push(radius);
  }
  return edges;
}

/** The outline all bands share, so that they lie in one another like the leaves of one flower. */
type Flower = {
  readonly petals: number;
  /** Depth of a petal as a share of its radius. */
  readonly petalShare: number;
  readonly petalPhase: number;
};

type NetRoom = {
  readonly inner: number;
  readonly outer: number;
  readonly swings: number;
};

/** A wide net of slow waves, many times round: the field between two edges. */
function drawNet(random: SeededRandom, room: NetRoom, flower: Flower): RosetteBand {
  const reach = (room.outer - room.inner) / 2;
  const radius = room.inner + reach;
  const petalDepth = radius * flower.petalShare;
  const swingsPerTurn = integer(random, Math.ceil(flower.petals / 2), flower.petals + 2);
  const turns = Math.max(3, Math.round(room.swings / swingsPerTurn));
  const path = drawWave({
    centre: CENTRE,
    radius,
    amplitude: reach - petalDepth,
    swings: coprime(swingsPerTurn * turns + 1, turns),
    turns,
    phase: angle(random),
    petals: flower.petals,
    petalDepth,
    petalPhase: flower.petalPhase,
  });
  return { path, strokeWidth: STROKE_NET, opacity: 0.75 };
}

/** A narrow plait of quick waves, a few times round: the rope that covers a seam. */
function drawBraid(random: SeededRandom, radius: number, flower: Flower): RosetteBand {
  const turns = integer(random, 3, 4);
  const swingsPerTurn = flower.petals * Math.max(2, Math.round(real(random, 14, 22) / flower.petals));
  const path = drawWave({
    centre: CENTRE,
    radius,
    amplitude: real(random, 30, 56),
    swings: coprime(swingsPerTurn * turns + 1, turns),
    turns,
    phase: angle(random),
    petals: flower.petals,
    petalDepth: radius * flower.petalShare,
    petalPhase: flower.petalPhase,
  });
  return { path, strokeWidth: STROKE_BRAID, opacity: 0.9 };
}

/** The first number from `from` on that shares no divisor with `turns`. */
function coprime(from: number, turns: number): number {
  let candidate = from;
  while (greatestDivisor(candidate, turns) !== 1) {
    candidate += 1;
  }
  return candidate;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function real(random: SeededRandom, from: number, to: number): number {
  return from + random() * (to - from);
}

function integer(random: SeededRandom, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

function angle(random: SeededRandom): number {
  return random() * 2 * Math.PI;
}
