import type { Actor } from '../certificate/activity.ts';
import { type Decision, decision, guardOrder, type Outcome } from '../certificate/decision.ts';
import { type LiveRedemption, reversed } from '../certificate/redeem-certificate.ts';
import { refuse } from '../refusal/refusal.ts';
import { isOpenAt, type Order, type StoredOrder } from './order.ts';

/** The booking site announces an order. */
export function openOrder(order: Order): Decision {
  return decision(order.workspaceId, { order: { row: order, expectedVersion: null } });
}

/** The booking is done: what was applied stays applied. */
export function completeOrder(order: StoredOrder, now: Date): Outcome {
  if (!isOpenAt(order, now)) return refuseClosed(order);
  return decision(order.workspaceId, {
    order: guardOrder(order, { ...order, status: 'completed', closedAt: now }),
  });
}

/** A new total, never under what certificates have already paid. */
export function changeTotal(order: StoredOrder, totalMinor: number, now: Date): Outcome {
  if (!isOpenAt(order, now)) return refuseClosed(order);
  if (totalMinor < order.appliedMinor) {
    const problem = `must be at least what certificates have paid already, ${order.appliedMinor}`;
    return refuse('validation_failed', `total: ${problem}`, { fields: { total: problem } });
  }
  const total = { ...order.total, amountMinor: totalMinor };
  return decision(order.workspaceId, { order: guardOrder(order, { ...order, total }) });
}

/**
 * The booking will not happen, or the cart was abandoned: every certificate comes back, so no value is stuck.
 * `redemptions` are the order's live ones; allowed while the order is open, also past its `expiresAt`.
 */
export function cancelOrder(
  order: StoredOrder,
  redemptions: readonly LiveRedemption[],
  actor: Actor,
  now: Date,
): Outcome {
  if (order.status !== 'open') return refuseClosed(order);
  const returnedMinor = redemptions.reduce((sum, { certificate }) => sum + certificate.amount.amountMinor, 0);
  if (returnedMinor !== order.appliedMinor)
    throw new TypeError('an order is cancelled with all of its live redemptions');
  const returns = redemptions.map((redemption) => ({
    redemption,
    back: reversed(redemption, order, actor, now),
  }));
  return decision(order.workspaceId, {
    certificates: returns.map(({ redemption, back }) => ({
      row: back.certificate,
      expectedVersion: redemption.certificate.version,
    })),
    order: guardOrder(order, { ...order, status: 'cancelled', appliedMinor: 0, closedAt: now }),
    redemptions: redemptions.map(({ id }) => ({ change: 'reverse', id, at: now })),
    activities: returns.flatMap(({ back }) => back.activities),
    transfers: returns.flatMap(({ back }) => back.transfers),
  });
}

function refuseClosed(order: Order) {
  return refuse(
    'order_closed',
    `This order is ${order.status === 'open' ? 'past its time' : order.status}.`,
    {
      status: order.status,
    },
  );
}
