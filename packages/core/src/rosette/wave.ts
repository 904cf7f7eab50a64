/**
 * One closed line round the centre of the rosette: `turns` times round while its radius swings `swings` times.
 * The two share no divisor, so the line never meets itself before the end and weaves an even net.
 */
export type Wave = {
  readonly centre: number;
  /** Radius the line swings about. */
  readonly radius: number;
  /** How far it swings to either side of `radius`. */
  readonly amplitude: number;
  readonly swings: number;
  readonly turns: number;
  /** Radians; where the first swing begins. */
  readonly phase: number;
  /** The whole band bulges into this many petals ... */
  readonly petals: number;
  /** ... by this much, in the same unit as the radius. */
  readonly petalDepth: number;
  /** Radians; turns the petals. */
  readonly petalPhase: number;
};

type Point = { readonly x: number; readonly y: number };

/** Smooth pieces per swing: fewer show flat spots, more only cost bytes. */
const PIECES_PER_SWING = 4;

/**
 * SVG path data of the line: smooth cubics through exact points with exact tangents, in relative whole units.
 * The steps are equal, so each first control point mirrors the last one and `s` leaves it out.
 */
export function drawWave(wave: Wave): string {
  const pieces = wave.swings * PIECES_PER_SWING;
  const step = (2 * Math.PI * wave.turns) / pieces;
  let pen = rounded(pointAt(wave, 0));
  const departure = slopeAt(wave, 0);
  const first = { x: (departure.x * step) / 3, y: (departure.y * step) / 3 };
  const numbers: number[] = [];
  for (let piece = 1; piece <= pieces; piece += 1) {
    const end = pointAt(wave, piece * step);
    const slope = slopeAt(wave, piece * step);
    const control = { x: end.x - (slope.x * step) / 3, y: end.y - (slope.y * step) / 3 };
    const target = rounded(end);
    numbers.push(control.x - pen.x, control.y - pen.y, target.x - pen.x, target.y - pen.y);
    pen = target;
  }
  const start = rounded(pointAt(wave, 0));
  const opening = [first.x, first.y, ...numbers.slice(0, 4)];
  return `M${compact([start.x, start.y])}c${compact(opening)}s${compact(numbers.slice(4))}z`;
}

function radiusAt(wave: Wave, angle: number): number {
  return (
    wave.radius +
    wave.amplitude * Math.cos((wave.swings / wave.turns) * angle + wave.phase) +
    wave.petalDepth * Math.cos(wave.petals * angle + wave.petalPhase)
  );
}

function pointAt(wave: Wave, angle: number): Point {
  const radius = radiusAt(wave, angle);
  return { x: wave.centre + radius * Math.cos(angle), y: wave.centre + radius * Math.sin(angle) };
}

/** The derivative of `pointAt` by the angle. */
function slopeAt(wave: Wave, angle: number): Point {
  const frequency = wave.swings / wave.turns;
  const radius = radiusAt(wave, angle);
  const growth =
    -wave.amplitude * frequency * Math.sin(frequency * angle + wave.phase) -
    wave.petalDepth * wave.petals * Math.sin(wave.petals * angle + wave.petalPhase);
  return {
    x: growth * Math.cos(angle) - radius * Math.sin(angle),
    y: growth * Math.sin(angle) + radius * Math.cos(angle),
  };
}

function rounded(point: Point): Point {
  return { x: Math.round(point.x), y: Math.round(point.y) };
}

/** Numbers as SVG reads them, without the separators it does not need: a minus sign separates by itself. */
function compact(numbers: readonly number[]): string {
  let text = '';
  for (const number of numbers) {
    const whole = String(Math.round(number) || 0);
    text += text === '' || whole.startsWith('-') ? whole : ` ${whole}`;
  }
  return text;
}
