import { DomainError, money, type Order, openOrder, refuse, rejectFields } from '@boon/core';
import { readState, recordDecision } from '@boon/db';
import { uuidv7 } from '../ids.ts';
import type { Services } from '../services.ts';
import { type OrderView, viewOrder } from './order-view.ts';

export type OrderRequest = {
  readonly reference: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly expiresAt: Date | null;
};

/** Announces an order under the booking site's own reference. @throws DomainError order_reference_taken, validation_failed */
export async function createOrder(
  services: Services,
  workspaceId: string,
  request: OrderRequest,
): Promise<OrderView> {
  const { reference } = request;
  const known = await readState(services.database, workspaceId, { orderReference: reference });
  if (known.order) throw referenceTaken(reference);
  const now = services.clock.from(known.now);
  if (request.expiresAt !== null && request.expiresAt.getTime() <= now.getTime()) {
    rejectFields({ expires_at: 'must be in the future' });
  }
  const order: Order = {
    id: uuidv7(now),
    workspaceId,
    reference,
    status: 'open',
    total: money(request.totalMinor, request.currency),
    appliedMinor: 0,
    customerName: request.customerName,
    customerEmail: request.customerEmail,
    expiresAt: request.expiresAt,
    createdAt: now,
    closedAt: null,
  };
  if ((await recordDecision(services.database, openOrder(order))) !== 'recorded')
    throw referenceTaken(reference);
  return viewOrder(order, []);
}

function referenceTaken(reference: string): DomainError {
  return new DomainError(
    refuse('order_reference_taken', `An order with the reference ${reference} exists already.`),
  );
}
