import { createHash } from 'node:crypto';

/** Choices that depend on the seed alone, so that the demo looks the same on every machine. For sample data only. */
export type Draws = {
  /** In [0, 1). */
  fraction(): number;
  chance(probability: number): boolean;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** @throws RangeError for an empty list */
  pick<Item>(items: readonly Item[]): Item;
  /** Likelier the greater its weight. @throws RangeError for an empty list */
  pickWeighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
};

export function createDraws(seed: string): Draws {
  let count = 0;
  const fraction = () => {
    count += 1;
    return createHash('sha256').update(`${seed}:${count}`).digest().readUInt32BE(0) / 2 ** 32;
  };
  const pickWeighted = <Item>(items: readonly Item[], weightOf: (item: Item) => number): Item => {
    const total = items.reduce((sum, item) => sum + weightOf(item), 0);
    let left = fraction() * total;
    for (const item of items) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    const last = items.at(-1);
    if (last === undefined) throw new RangeError('there is nothing to pick from');
    return last;
  };
  return {
    fraction,
    chance: (probability) => fraction() < probability,
    whole: (min, max) => min + Math.floor(fraction() * (max - min + 1)),
    pick: (items) => pickWeighted(items, () => 1),
    pickWeighted,
  };
}
