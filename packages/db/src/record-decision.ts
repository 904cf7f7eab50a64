import type { Activity, Decision, Message, RedemptionChange, Transfer } from '@boon/core';
import pg from 'pg';
import type { Database } from './connect.ts';
import { certificateToRow, orderToRow, paymentToRow } from './rows.ts';

/**
 * `stale`: someone else wrote first; read and decide again. `code_taken`: the drawn code exists in this workspace; draw
 * another. In both cases nothing was written.
 */
export type Recorded = 'recorded' | 'stale' | 'code_taken';

/**
 * The one way a certificate, an order, the log and the books are written: everything a decision holds in one statement,
 * guarded by the versions it was decided from. No client transaction is open, so a lost connection cannot tear it.
 * @throws pg.DatabaseError when the database refuses what must never be, or the connection is lost (outcome unknown:
 * repeat with the same ids)
 */
export async function recordDecision(database: Database, decision: Decision): Promise<Recorded> {
  try {
    const { rows } = await database.app.query<{ recorded: boolean }>({
      name: 'record_decision',
      text: 'select record_decision($1::jsonb) as recorded',
      values: [JSON.stringify(documentOf(decision))],
    });
    return rows[0]?.recorded === true ? 'recorded' : 'stale';
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === null) throw error;
    return conflict;
  }
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
  return error.constraint !== undefined && WRITTEN_IN_BETWEEN.includes(error.constraint) ? 'stale' : null;
}

function documentOf(decision: Decision) {
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
    activities: decision.activities.map(activityToRow),
    transfers: decision.transfers.map(transferToRow),
    messages: decision.messages.map(messageToRow),
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
