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

const NUMBER_BYTES = 4;

export function createDraws(seed: string): Draws {
  let blocks = 0;
  let block: Buffer = Buffer.alloc(0);
  let offset = 0;
  const fraction = () => {
    if (offset === block.length) {
      block = createHash('sha256').update(`${seed}:${blocks}`).digest();
      blocks += 1;
      offset = 0;
    }
    const drawn = block.readUInt32BE(offset);
    offset += NUMBER_BYTES;
    return drawn / 2 ** 32;
  };
  return {
    fraction,
    chance: (probability) => fraction() < probability,
    whole: (min, max) => min + Math.floor(fraction() * (max - min + 1)),
    pick: (items) => present(items[Math.floor(fraction() * items.length)]),
    pickWeighted(items, weightOf) {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0);
      let left = fraction() * total;
      const picked = items.find((item) => {
        left -= weightOf(item);
        return left < 0;
      });
      return present(picked ?? items.at(-1));
    },
  };
}

function present<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}
