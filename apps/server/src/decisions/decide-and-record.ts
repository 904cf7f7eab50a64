import { type Decision, DomainError, type Outcome, refuse } from '@boon/core';
import { type KeptAnswer, recordDecision } from '@boon/db';
import type { Services } from '../services.ts';

/** Rivals on one row each need a round of their own; beyond this many the caller is asked to come back. */
const ROUNDS_MAX = 30;
const PAUSE_MS_MAX = 20;

/** What `decide` may give besides an outcome: the fact already holds, as after a repeat of the same call. */
export type Settled<Value> = { readonly type: 'settled'; readonly value: Value };

/**
 * Reads, decides and records until nobody was faster, a bounded number of times. `keep` gives the answer to be kept with
 * the fact, where the caller named its call.
 * @throws DomainError for a refusal, or `stale` when every round was lost
 */
export async function decideAndRecord<State, Value = never>(
  services: Pick<Services, 'database'>,
  read: () => Promise<State>,
  decide: (state: State) => Outcome | Settled<Value>,
  keep: (state: State, decision: Decision) => KeptAnswer | null = () => null,
): Promise<{ readonly state: State; readonly decision: Decision } | { readonly settled: Value }> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const state = await read();
    const outcome = decide(state);
    if (outcome.type === 'refusal') throw new DomainError(outcome);
    if (outcome.type === 'settled') return { settled: outcome.value };
    const recorded = await recordDecision(services.database, outcome, keep(state, outcome));
    if (recorded === 'recorded') return { state, decision: outcome };
    if (recorded === 'answered') {
      throw new DomainError(
        refuse('idempotency_mismatch', 'This Idempotency-Key was used for another call at the same moment.'),
      );
    }
    await pause(round);
  }
  throw new DomainError(refuse('stale', 'Others are changing this at the same moment. Try again.'));
}

// Rivals that lost together must not come back together.
async function pause(round: number): Promise<void> {
  if (round === 0) return;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(PAUSE_MS_MAX, round * 2)));
}

export function notFound(what: string): DomainError {
  return new DomainError(refuse('not_found', `There is no such ${what}.`));
}
