import type { Activity, Decision, Message, RedemptionChange, Transfer } from '@boon/core';
import pg from 'pg';
import type { Database } from './connect.ts';
import type { CallKey } from './idempotency.ts';
import { certificateToRow, orderToRow, paymentToRow, toHex } from './rows.ts';
import { shareStatements } from './share-statements.ts';

/**
 * `stale`: someone else wrote first; read and decide again. `code_taken`: the drawn code exists in this workspace; draw
 * another. `answered`: the caller's idempotency key has an answer already. In each case nothing was written.
 */
export type Recorded = 'recorded' | 'stale' | 'code_taken' | 'answered';

/** The answer of a call of the API, kept in the statement that writes what it tells of. Holds no code. */
export type KeptAnswer = {
  readonly call: CallKey;
  /** Keyed hash of the call, 32 bytes. */
  readonly fingerprint: Uint8Array;
  readonly answer: unknown;
};

type Recording = { readonly decision: Decision; readonly kept: KeptAnswer | null };

/**
 * The one way a certificate, an order, the log and the books are written: everything a decision holds in one statement,
 * guarded by the versions it was decided from. Redemptions that arrive together share that statement. No client transaction is open, so a lost connection cannot tear it.
 * @throws pg.DatabaseError when the database refuses what must never be, or the connection is lost (outcome unknown:
 * repeat with the same ids)
 */
export async function recordDecision(
  database: Database,
  decision: Decision,
  kept: KeptAnswer | null = null,
): Promise<Recorded> {
  const recording = { decision, kept };
  return isShareable(decision) ? database.records(recording) : recordAlone(database.app, recording);
}

async function recordAlone(pool: pg.Pool, recording: Recording): Promise<Recorded> {
  try {
    const { rows } = await pool.query<{ recorded: boolean }>({
      name: 'record_decision',
      text: 'select record_decision($1::jsonb) as recorded',
      values: [JSON.stringify(documentOf(recording))],
    });
    return rows[0]?.recorded === true ? 'recorded' : 'stale';
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === null) throw error;
    return conflict;
  }
}

export type SharedRecords = (recording: Recording) => Promise<Recorded>;

/** For redemptions that arrive together: see `record_redemptions`. */
export function createSharedRecords(pool: pg.Pool): SharedRecords {
  return shareStatements<Recording, Recorded>({
    keyOf: ({ decision }) => decision.workspaceId,
    claimsOf: ({ decision }) => rowIdsOf(decision),
    async together(recordings) {
      const { rows } = await pool.query<{ recorded: boolean }>({
        name: 'record_redemptions',
        text: 'select record_redemptions($1::uuid, $2::jsonb) as recorded',
        values: [recordings[0]?.decision.workspaceId, JSON.stringify(recordings.map(redemptionEntryOf))],
      });
      if (rows.length !== recordings.length) throw new Error(`record_redemptions gave ${rows.length} rows`);
      return rows.map(({ recorded }) => (recorded ? 'recorded' : 'stale'));
    },
    alone: (recording) => recordAlone(pool, recording),
    // A row moves on from a version once: whoever was decided from the same one is stale without asking.
    decidedBy(done) {
      const recorded = done.filter(({ result }) => result === 'recorded');
      const spent = new Set(recorded.flatMap(({ item }) => guardsOf(item.decision)));
      return ({ decision }) => (guardsOf(decision).some((guard) => spent.has(guard)) ? 'stale' : undefined);
    },
  });
}

/**
 * A redemption or a reversal: one certificate's use, and what its order, which stays open, has applied. It changes nothing
 * else and tells nobody, so what of it is stale is known before it is written.
 */
function isShareable({ certificates, order, redemptions, payments, messages }: Decision): boolean {
  const isAboutOne = certificates.length === 1 && redemptions.length === 1;
  const staysOpen = order !== null && order.expectedVersion !== null && order.row.status === 'open';
  return isAboutOne && staysOpen && payments.length === 0 && messages.length === 0;
}

function redemptionEntryOf(recording: Recording) {
  const { certificates, order, redemptions } = recording.decision;
  const [certificate] = certificates;
  const [redemption] = redemptions;
  if (!certificate || !order || !redemption) throw new TypeError('only what is shareable is shared');
  const { activities, transfers, kept_answer } = factsOf(recording);
  const { status, redeemed_at, order_id } = certificateToRow(certificate.row);
  return {
    certificate_id: certificate.row.id,
    certificate_version: certificate.expectedVersion,
    status,
    redeemed_at,
    redeemed_order_id: order_id,
    order_id: order.row.id,
    order_version: order.expectedVersion,
    applied_minor: order.row.appliedMinor,
    change: redemption.change,
    redemption_id: redemption.id,
    amount_minor: redemption.change === 'insert' ? redemption.amountMinor : null,
    at: redemption.at,
    activities,
    transfers,
    kept_answer,
  };
}

function guardsOf({ certificates, order }: Decision): string[] {
  const guarded = [...certificates, ...(order ? [order] : [])];
  return guarded.map(({ row, expectedVersion }) => `${row.id} ${expectedVersion}`);
}

function rowIdsOf({ certificates, order }: Decision): string[] {
  return [...certificates.map(({ row }) => row.id), ...(order ? [order.row.id] : [])];
}

const STALE_DECISION = 'BN001';
const UNIQUE_VIOLATION = '23505';
// A row that exists although the decision saw none: the same caller's id or reference was written in between.
const WRITTEN_IN_BETWEEN = [
  'redemptions_one_live',
  'redemptions_workspace_id_id_pk',
  'certificates_workspace_id_id_pk',
  'orders_workspace_id_id_pk',
  'orders_reference',
];

function conflictOf(error: unknown): Exclude<Recorded, 'recorded'> | null {
  if (!(error instanceof pg.DatabaseError)) return null;
  if (error.code === STALE_DECISION) return 'stale';
  if (error.code !== UNIQUE_VIOLATION) return null;
  if (error.constraint === 'certificates_code') return 'code_taken';
  if (error.constraint === 'stored_answers_call') return 'answered';
  return error.constraint !== undefined && WRITTEN_IN_BETWEEN.includes(error.constraint) ? 'stale' : null;
}

function documentOf(recording: Recording) {
  const { decision } = recording;
  const { order } = decision;
  return {
    workspace_id: decision.workspaceId,
    certificates: decision.certificates.map(({ row, expectedVersion }) => ({
      ...certificateToRow(row),
      expected_version: expectedVersion,
    })),
    order: order && { ...orderToRow(order.row), expected_version: order.expectedVersion },
    redemptions: decision.redemptions.map(redemptionToRow),
    payments: decision.payments.map(paymentToRow),
    messages: decision.messages.map(messageToRow),
    ...factsOf(recording),
  };
}

function factsOf({ decision, kept }: Recording) {
  return {
    activities: decision.activities.map(activityToRow),
    transfers: decision.transfers.map(transferToRow),
    kept_answer: kept && {
      api_key_id: kept.call.apiKeyId,
      idempotency_key: kept.call.idempotencyKey,
      fingerprint: toHex(kept.fingerprint),
      // As text, so that a repeat is answered to the letter.
      answer: JSON.stringify(kept.answer),
    },
  };
}

function redemptionToRow(redemption: RedemptionChange) {
  if (redemption.change === 'reverse')
    return { change: 'reverse', id: redemption.id, reversed_at: redemption.at };
  return {
    change: 'insert',
    id: redemption.id,
    order_id: redemption.orderId,
    certificate_id: redemption.certificateId,
    amount_minor: redemption.amountMinor,
    created_at: redemption.at,
  };
}

function activityToRow({ certificateId, type, at, actor, details }: Activity) {
  return {
    certificate_id: certificateId,
    type,
    at,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    details,
  };
}

function transferToRow({ certificateId, kind, from, to, amount, at }: Transfer) {
  return {
    certificate_id: certificateId,
    kind,
    from_account: from,
    to_account: to,
    amount_minor: amount.amountMinor,
    currency: amount.currency,
    at,
  };
}

function messageToRow(message: Message) {
  const { kind, runAt, dedupeKey, ...payload } = { dedupeKey: null, ...message };
  return { kind, payload, dedupe_key: dedupeKey, run_at: runAt };
}
