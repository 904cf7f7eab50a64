import type { Actor } from '../certificate/activity.ts';
import { type Decision, decision, guardOrder, type Outcome } from '../certificate/decision.ts';
import type { Progress } from '../certificate/expire-certificate.ts';
import { extendProgress, refuseLocalDate } from '../certificate/extend-certificate.ts';
import { type LiveRedemption, reversed } from '../certificate/redeem-certificate.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { type Order, orderAt, refuseClosed, type StoredOrder } from './order.ts';

/** The booking site announces an order. */
export function openOrder(order: Order): Decision {
  return decision(order.workspaceId, { order: { row: order, expectedVersion: null } });
}

/** The booking is done: what was applied stays applied. */
export function completeOrder(order: StoredOrder, now: Date): Outcome {
  const closed = refuseClosed(order, now);
  if (closed) return closed;
  return decision(order.workspaceId, {
    order: guardOrder(order, { ...order, status: 'completed', closedAt: now }),
  });
}

/** Null for an amount of money an order can have; nothing to pay is one. */
export function refuseTotal(totalMinor: number): Refusal | null {
  if (Number.isSafeInteger(totalMinor) && totalMinor >= 0) return null;
  const problem = `must be a whole number of minor units from 0 to ${Number.MAX_SAFE_INTEGER}`;
  return refuse('amount_out_of_range', `total: ${problem}`, { fields: { total: problem } });
}

/** A new total, never under what certificates have already paid. */
export function changeTotal(order: StoredOrder, totalMinor: number, now: Date): Outcome {
  const refusal = refuseClosed(order, now) ?? refuseTotal(totalMinor);
  if (refusal) return refusal;
  if (totalMinor < order.appliedMinor) {
    const problem = `must be at least what certificates have paid already, ${order.appliedMinor}`;
    const { appliedMinor, total } = order;
    const details = { fields: { total: problem }, appliedMinor, currency: total.currency };
    return refuse('validation_failed', `total: ${problem}`, details);
  }
  const total = { ...order.total, amountMinor: totalMinor };
  return decision(order.workspaceId, { order: guardOrder(order, { ...order, total }) });
}

/**
 * The booking will not happen, or the cart was abandoned: every certificate comes back, so no value is stuck.
 * `redemptions` are the order's live ones; allowed while the order is open, also past its `expiresAt`. An operator who
 * cancels a trip may give what comes back a later last day, `validThrough`. Past its time the order ended when that was,
 * whenever it is written down.
 */
export function cancelOrder(
  order: StoredOrder,
  redemptions: readonly LiveRedemption[],
  actor: Actor,
  now: Date,
  validThrough: string | null = null,
): Outcome {
  const closed = order.status === 'open' ? null : refuseClosed(order, now);
  const refusal = closed ?? (validThrough === null ? null : refuseLocalDate(validThrough));
  if (refusal) return refusal;
  const returnedMinor = redemptions.reduce((sum, { certificate }) => sum + certificate.amount.amountMinor, 0);
  if (returnedMinor !== order.appliedMinor)
    throw new TypeError('an order is cancelled with all of its live redemptions');
  const returns: { redemption: LiveRedemption; back: Progress }[] = [];
  for (const redemption of redemptions) {
    const back = givenBack(redemption, order, actor, now, validThrough);
    if (back.type === 'refusal') return back;
    returns.push({ redemption, back: back.progress });
  }
  const closedAt = orderAt(order, now).closedAt ?? now;
  return decision(order.workspaceId, {
    certificates: returns.map(({ redemption, back }) => ({
      row: back.certificate,
      expectedVersion: redemption.certificate.version,
    })),
    order: guardOrder(order, { ...order, status: 'cancelled', appliedMinor: 0, closedAt }),
    redemptions: redemptions.map(({ id }) => ({ change: 'reverse', id, at: closedAt })),
    activities: returns.flatMap(({ back }) => back.activities),
    transfers: returns.flatMap(({ back }) => back.transfers),
  });
}

// A certificate that never expires, or is good for longer than that anyway, comes back as it was.
function givenBack(
  redemption: LiveRedemption,
  order: Order,
  actor: Actor,
  now: Date,
  validThrough: string | null,
): { readonly type: 'extended'; readonly progress: Progress } | Refusal {
  const progress = reversed(redemption, order, actor, now);
  const { state } = progress.certificate;
  const validity = 'validity' in state ? state.validity : null;
  const isLater = validThrough !== null && validity !== null && validThrough > validity.validThrough;
  return isLater ? extendProgress(progress, validThrough, actor, now) : { type: 'extended', progress };
}
