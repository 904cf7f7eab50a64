import { DomainError, money, type Order, openOrder, refuse, refuseTotal, rejectFields } from '@boon/core';
import { readState, recordDecision, type State } from '@boon/db';
import type { Services } from '../services.ts';
import { type OrderView, viewOf, viewOrder } from './order-view.ts';

export type Announcement = {
  /** The caller's: the same id again is the same order. */
  readonly id: string;
  readonly reference: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly expiresAt: Date | null;
};

/**
 * Announces an order under the booking site's own reference; the same id with the same contents gives the order as it is.
 * @throws DomainError order_reference_taken, idempotency_mismatch, validation_failed
 */
export async function announceOrder(
  services: Services,
  workspaceId: string,
  announcement: Announcement,
): Promise<OrderView> {
  const { reference, totalMinor } = announcement;
  const refusal = refuseTotal(totalMinor);
  if (refusal) throw new DomainError(refusal);
  const known = await readState(services.database, workspaceId, {
    orderReference: reference,
    include: ['redemptions'],
  });
  const now = services.clock.from(known.now);
  if (known.order) return repeated(known, announcement, now);
  if (announcement.expiresAt !== null && announcement.expiresAt.getTime() <= now.getTime()) {
    rejectFields({ expires_at: 'must be in the future' });
  }
  const order: Order = {
    id: announcement.id,
    workspaceId,
    reference,
    status: 'open',
    total: money(totalMinor, announcement.currency),
    appliedMinor: 0,
    customerName: announcement.customerName,
    customerEmail: announcement.customerEmail,
    expiresAt: announcement.expiresAt,
    createdAt: now,
    closedAt: null,
  };
  if ((await recordDecision(services.database, openOrder(order))) === 'recorded') return viewOrder(order, []);
  const meanwhile = await readState(services.database, workspaceId, {
    orderId: announcement.id,
    include: ['redemptions'],
  });
  return repeated(meanwhile, announcement, now);
}

// The total may have been changed since; what an order is known by may not.
function repeated(state: State, announcement: Announcement, now: Date): OrderView {
  const { order } = state;
  if (order?.id !== announcement.id) {
    const problem = `An order with the reference ${announcement.reference} exists already.`;
    throw new DomainError(refuse('order_reference_taken', problem, order ? { orderId: order.id } : {}));
  }
  const same =
    order.reference === announcement.reference &&
    order.total.currency === announcement.currency &&
    order.customerName === announcement.customerName &&
    order.customerEmail === announcement.customerEmail &&
    order.expiresAt?.getTime() === announcement.expiresAt?.getTime();
  if (same) return viewOf(state, now);
  throw new DomainError(refuse('idempotency_mismatch', 'An order with this id exists and is another one.'));
}
