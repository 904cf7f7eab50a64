import { describe, expect, it } from 'vitest';
import { labelEvery, roundScale } from './scale.ts';

describe('roundScale', () => {
  it('covers the largest value in few round steps', () => {
    for (const largest of [1, 99, 100, 101, 12_345, 999_999_999]) {
      const { max, ticks } = roundScale(largest, 4);
      expect(max, String(largest)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length, String(largest)).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBe(max);
    }
  });

  it('draws an empty period without dividing by nothing', () => {
    expect(roundScale(0, 4)).toEqual({ max: 1, ticks: [0] });
  });
});

describe('labelEvery', () => {
  it('never lets labels overlap', () => {
    expect(labelEvery(30, 900, 60)).toBe(2);
    expect(labelEvery(30, 200, 60)).toBe(10);
    expect(labelEvery(12, 900, 60)).toBe(1);
    expect(labelEvery(5, 0, 60)).toBe(5);
  });
});
