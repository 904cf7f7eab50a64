/** A source of numbers in [0, 1) that depends on its seed alone. */
export type SeededRandom = () => number;

/**
 * Gives the same endless row of numbers for the same text on every machine: FNV-1a spreads the text over 32 bits,
 * mulberry32 draws from them. For ornament only; nothing secret may ever come from it.
 */
export function seededRandom(seed: string): SeededRandom {
  let state = hashText(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // FNV leaves the last character in the low bits; one more round carries it through all of them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
