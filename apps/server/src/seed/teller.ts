import type { Actor, Outcome, Segment, Workspace } from '@boon/core';
import { type Database, readState, type State, type Wanted } from '@boon/db';
import type { CodeVault } from '../codes/code-vault.ts';
import { decideAndRecord, type Settled } from '../decisions/decide-and-record.ts';

/** What it takes to write the planned history down. */
export type Teller = {
  readonly database: Database;
  readonly codes: CodeVault;
  readonly workspace: Workspace;
  readonly segment: Segment;
  readonly staff: Actor;
  readonly bookingSite: Actor;
};

/** Statements on their way at the same time: enough to share the disk's waits, few beside the pool. */
const LANES = 8;
const ALREADY_TOLD: Settled<null> = { type: 'settled', value: null };

/**
 * Records one fact of the history unless it holds already (`decide` gives null). A refusal means that somebody has gone
 * on with what an interrupted seeding left: their story counts. The past sends no mail, so messages are left out.
 */
export async function tell(
  teller: Teller,
  wanted: Wanted,
  decide: (state: State) => Outcome | null,
): Promise<void> {
  await decideAndRecord<State, null>(
    teller,
    () => readState(teller.database, teller.workspace.id, wanted),
    (state) => {
      const outcome = decide(state);
      return outcome === null || outcome.type === 'refusal' ? ALREADY_TOLD : { ...outcome, messages: [] };
    },
  );
}

/** Works through all items, some at a time; after a failure nothing new is begun, and what is under way ends first. */
export async function inLanes<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = each(items);
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

// One generator for all lanes: leaving its loop by an exception closes it for the others too.
function* each<Item>(items: readonly Item[]): Generator<Item, void, undefined> {
  yield* items;
}
