import type { GuessBucket, StoredOrder } from '@boon/core';
import pg from 'pg';
import type { Database } from './connect.ts';
import { callFromRow, type KnownCall } from './idempotency.ts';
import {
  documentOfWanted,
  lineFromRow,
  type RedemptionLine,
  type State,
  type StateRow,
  stateFromRow,
  type Wanted,
} from './read-state.ts';
import { type OrderRow, orderFromRow, toHex } from './rows.ts';
import { shareStatements } from './share-statements.ts';
import type { ApiKey } from './workspaces.ts';

/** A read that looks a code up for somebody who may be guessing, and who that is while it is not known yet. */
export type GuardedRead = {
  readonly workspaceId: string;
  readonly wanted: Wanted;
  /** Charged when the code is not known here; none for a read that guesses nothing. */
  readonly buckets: readonly GuessBucket[];
  /** A caller of the API who is identified in the same statement. */
  readonly caller?: {
    /** SHA-256 of the API key. */
    readonly keyHash: Uint8Array;
    readonly idempotencyKey: string | null;
  };
  /** Redeems the wanted certificate on the wanted order, when nothing speaks against it. */
  readonly redemption?: RedemptionAtOnce;
};

export type RedemptionAtOnce = {
  /** An API key's id and name are known to the statement; a widget has none. */
  readonly actorKind: 'api_key' | 'widget';
  /** Keyed hash of the call, 32 bytes, under which its answer is kept; null without an idempotency key. */
  readonly fingerprint: Uint8Array | null;
};

/** What was to be read was redeemed instead: the order as it is with that, and its lines. */
export type RedeemedAtOnce = {
  readonly redeemed: { readonly order: StoredOrder; readonly lines: readonly RedemptionLine[] };
};

/** Too many wrong codes were tried: nothing was looked up. */
export type TurnedAway = { readonly waitSeconds: number };

export type GuardedAnswer = {
  /** Null for a key that does not exist or was revoked, or where no caller was to be identified. */
  readonly apiKey: ApiKey | null;
  readonly known: KnownCall | null;
  /** Null when the caller's key, its scopes or what is known of its call say that nothing is to be read. */
  readonly read: State | TurnedAway | RedeemedAtOnce | null;
};

type AnswerRow = {
  key?: { id: string; workspace_id: string; name: string; scopes: ApiKey['scopes'] };
  known?: { fingerprint: string; attempts: number; answer: string | null };
  state?: StateRow;
  wait_seconds?: number;
  redeemed?: KeptRedemption;
};

/** What is kept as the answer of a call that redeemed at once. */
export type KeptRedemption = Pick<StateRow, 'lines'> & { readonly order: OrderRow };

/**
 * Reads as `readState` does, within the limits on guessing. Reads of one workspace that arrive together share a
 * statement. What is charged, and that it is charged before anybody learns anything, is one with the read.
 */
export async function readGuarded(database: Database, read: GuardedRead): Promise<GuardedAnswer> {
  return database.reads(read);
}

export type SharedReads = (read: GuardedRead) => Promise<GuardedAnswer>;

export function createSharedReads(pool: pg.Pool): SharedReads {
  const ask = async (statement: pg.QueryConfig, reads: readonly GuardedRead[]): Promise<GuardedAnswer[]> => {
    const { rows } = await pool.query<{ answer: AnswerRow }>(statement);
    if (rows.length !== reads.length) throw new Error(`${statement.name} gave ${rows.length} rows`);
    return rows.map(({ answer }) => answerFromRow(answer));
  };
  const readAll = (reads: readonly GuardedRead[]) =>
    ask(
      {
        name: 'read_guarded',
        text: 'select read_guarded($1::uuid, $2::jsonb, $3::text[]) as answer',
        values: [reads[0]?.workspaceId, JSON.stringify(reads.map(documentOf)), guessersOf(reads)],
      },
      reads,
    );
  const redeemOrRead = (reads: readonly GuardedRead[]) =>
    ask(
      {
        name: 'redeem_or_read',
        text: 'select answer from redeem_or_read($1::uuid, $2::jsonb, $3::text[], $4::text) order by place',
        values: [
          reads[0]?.workspaceId,
          JSON.stringify(reads.map(redemptionOf)),
          guessersOf(reads),
          JSON.stringify(reads.map(documentOf)),
        ],
      },
      reads,
    );
  const together = (reads: readonly GuardedRead[]) =>
    reads.some(({ redemption }) => redemption) ? redeemOrRead(reads) : readAll(reads);
  return shareStatements<GuardedRead, GuardedAnswer>({
    keyOf: ({ workspaceId }) => workspaceId,
    claimsOf: () => [],
    together,
    async alone(read) {
      const [answer] = await together([read]).catch((error: unknown) => {
        // An id that is taken: the call has to be read and decided.
        if (isUniqueViolation(error)) return readAll([read]);
        throw error;
      });
      if (!answer) throw new Error('a look-up gave no row');
      return answer;
    },
  });
}

const UNIQUE_VIOLATION = '23505';

function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;
}

/** Who may be turned away; the workspace and the installation turn nobody away. */
function guessersOf(reads: readonly GuardedRead[]): string[] {
  const buckets = reads.flatMap((read) => read.buckets);
  const guessers = buckets.filter(({ kind }) => kind !== 'workspace' && kind !== 'installation');
  return [...new Set(guessers.map(({ kind, subject }) => `${kind} ${subject}`))];
}

function documentOf({ wanted, buckets, caller }: GuardedRead) {
  return {
    wanted: documentOfWanted(wanted),
    buckets: buckets.map((bucket) => ({
      kind: bucket.kind,
      subject: bucket.subject,
      refill_seconds: bucket.refillSeconds,
      wrong_max: bucket.wrongMax,
      wrong_max_under_attack: bucket.wrongMaxUnderAttack,
    })),
    ...(caller && { key_hash: toHex(caller.keyHash), idempotency_key: caller.idempotencyKey ?? '' }),
  };
}

/** Of a read that redeems nothing only its place, counted from 1. */
function redemptionOf({ wanted, caller, redemption }: GuardedRead, index: number) {
  return {
    place: index + 1,
    ...(redemption && {
      lookups: wanted.lookups?.map(toHex),
      order_id: wanted.orderId,
      redemption_id: wanted.redemptionId,
      origin: wanted.origin,
      ...(caller && { key_hash: toHex(caller.keyHash), idempotency_key: caller.idempotencyKey }),
      actor_kind: redemption.actorKind,
      ...(redemption.fingerprint && { fingerprint: toHex(redemption.fingerprint) }),
    }),
  };
}

function answerFromRow({ key, known, ...answer }: AnswerRow): GuardedAnswer {
  return {
    apiKey: key ? { id: key.id, workspaceId: key.workspace_id, name: key.name, scopes: key.scopes } : null,
    known: known
      ? callFromRow({
          fingerprint: Buffer.from(known.fingerprint.slice(2), 'hex'),
          attempts: known.attempts,
          answer: known.answer === null ? null : JSON.parse(known.answer),
        })
      : null,
    read: readFromRow(answer),
  };
}

function readFromRow({ state, wait_seconds: waitSeconds, redeemed }: AnswerRow): GuardedAnswer['read'] {
  if (redeemed) return redeemedFromKept(redeemed);
  if (state) return stateFromRow(state);
  return waitSeconds === undefined ? null : { waitSeconds };
}

export function redeemedFromKept({ order, lines }: KeptRedemption): RedeemedAtOnce {
  return { redeemed: { order: orderFromRow(order), lines: lines.map(lineFromRow) } };
}
