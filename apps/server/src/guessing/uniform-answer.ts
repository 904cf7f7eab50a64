import { setTimeout } from 'node:timers/promises';

/** Longer than a look-up takes on a busy server, shorter than a person notices. */
const UNIFORM_ANSWER_MS = 120;

/**
 * Waits until a set time after `startedAt` (of `performance.now()`), so that "not known here" tells by no millisecond
 * whether there was nothing to find, or something that is not told of.
 */
export async function holdUniformAnswer(startedAt: number): Promise<void> {
  const leftMs = startedAt + UNIFORM_ANSWER_MS - performance.now();
  if (leftMs > 0) await setTimeout(leftMs);
}
