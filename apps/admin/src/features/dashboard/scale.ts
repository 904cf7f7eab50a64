const STEPS = [1, 2, 2.5, 5, 10];

export type Scale = { max: number; ticks: number[] };

/** A scale from 0 to a round number at or above `largest`, with at most `ticksMax` steps of a round size. */
export function roundScale(largest: number, ticksMax: number): Scale {
  if (largest <= 0) return { max: 1, ticks: [0] };
  const magnitude = 10 ** Math.floor(Math.log10(largest / ticksMax));
  const step = magnitude * (STEPS.find((factor) => largest / (magnitude * factor) <= ticksMax) ?? 10);
  const count = Math.ceil(largest / step);
  return { max: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** Every how many buckets a label fits, when each needs `labelWidth` of `width`. */
export function labelEvery(buckets: number, width: number, labelWidth: number): number {
  const labelsMax = Math.max(1, Math.floor(width / labelWidth));
  return Math.max(1, Math.ceil(buckets / labelsMax));
}
