import type { Database } from './connect.ts';
import type { ApiKey, ApiKeyScope } from './workspaces.ts';

/** One caller's idempotency key. */
export type CallKey = {
  readonly workspaceId: string;
  readonly apiKeyId: string;
  readonly idempotencyKey: string;
};

/** What is known under an idempotency key; `answer` is null while the first call is under way. */
export type KnownCall = {
  /** Keyed hash of the call (32 bytes): another one under the same key is another call. */
  readonly fingerprint: Uint8Array;
  /** Beyond one: an earlier attempt ended without anyone knowing how. */
  readonly attempts: number;
  readonly answer: unknown;
};

/** `taken` is true when the row is now this caller's: its claim, or its answer. */
export type TakenCall = KnownCall & { readonly taken: boolean };

/** How long answers are kept; the contract promises a day. */
export const ANSWERS_KEPT_HOURS = 48;

export type CallRow = { fingerprint: Buffer; attempts: number; answer: unknown };

/** Finds an API key as `findApiKey` does, and in the same statement what was answered under `idempotencyKey` before. */
export async function findCall(
  database: Database,
  keyHash: Uint8Array,
  idempotencyKey: string,
): Promise<{ readonly apiKey: ApiKey; readonly known: KnownCall | null } | null> {
  const { rows } = await database.app.query<
    { id: string; workspace_id: string; name: string; scopes: ApiKeyScope[] } & (
      | CallRow
      | { fingerprint: null }
    )
  >({
    name: 'find_call',
    text: 'select * from find_call($1, $2)',
    values: [Buffer.from(keyHash), idempotencyKey],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    apiKey: { id: row.id, workspaceId: row.workspace_id, name: row.name, scopes: row.scopes },
    known: row.fingerprint === null ? null : callFromRow(row),
  };
}

/** Takes the key for a call that must not run twice at once; a call that never answered loses it after `leaseSeconds`. */
export async function claimAnswer(
  database: Database,
  call: CallKey,
  fingerprint: Uint8Array,
  leaseSeconds: number,
): Promise<TakenCall> {
  return takenCall(
    database,
    'claim_answer',
    "select * from claim_answer($1, $2, $3, $4, $5 * interval '1 second')",
    [...valuesOf(call), Buffer.from(fingerprint), leaseSeconds],
  );
}

/** Keeps `answer`, which holds no code, unless one is kept already; gives the one that is kept. */
export async function storeAnswer(
  database: Database,
  call: CallKey,
  fingerprint: Uint8Array,
  answer: unknown,
): Promise<TakenCall> {
  return takenCall(database, 'store_answer', 'select * from store_answer($1, $2, $3, $4, $5)', [
    ...valuesOf(call),
    Buffer.from(fingerprint),
    JSON.stringify(answer),
  ]);
}

/** Ends a claim without an answer. `refused`: nothing happened. `unknown`: a repeat must find out what did. */
export async function releaseAnswer(
  database: Database,
  call: CallKey,
  outcome: 'refused' | 'unknown',
): Promise<void> {
  await database.app.query({
    name: 'release_answer',
    text: 'select release_answer($1, $2, $3, $4)',
    values: [...valuesOf(call), outcome === 'refused'],
  });
}

/** Forgets answers older than `ANSWERS_KEPT_HOURS`, of every workspace, at most `limit`. @returns how many went */
export async function forgetOldAnswers(database: Database, limit: number): Promise<number> {
  const { rowCount } = await database.worker.query({
    name: 'forget_old_answers',
    text: `delete from stored_answers where (workspace_id, api_key_id, idempotency_key) in (
      select workspace_id, api_key_id, idempotency_key from stored_answers
      where created_at < clock_timestamp() - $1 * interval '1 hour' order by created_at limit $2)`,
    values: [ANSWERS_KEPT_HOURS, limit],
  });
  return rowCount ?? 0;
}

async function takenCall(
  database: Database,
  name: string,
  text: string,
  values: unknown[],
): Promise<TakenCall> {
  const { rows } = await database.app.query<CallRow & { taken: boolean }>({ name, text, values });
  const row = rows[0];
  if (!row) throw new Error(`${name} gave no row`);
  return { ...callFromRow(row), taken: row.taken };
}

export function callFromRow({ fingerprint, attempts, answer }: CallRow): KnownCall {
  return { fingerprint, attempts, answer };
}

function valuesOf({ workspaceId, apiKeyId, idempotencyKey }: CallKey): string[] {
  return [workspaceId, apiKeyId, idempotencyKey];
}
