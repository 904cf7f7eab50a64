import {
  type Actor,
  cancelOrder,
  changeTotal,
  completeOrder,
  isOpenAt,
  type Outcome,
  SYSTEM,
} from '@boon/core';
import { readState, type State } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import { type OrderView, viewAfter, viewOf } from './order-view.ts';

type OrderId = { readonly workspaceId: string; readonly orderId: string };

/** The booking is done. Completing it again changes nothing. @throws DomainError order_closed, not_found */
export async function completeOrderById(
  services: Services,
  { workspaceId, orderId }: OrderId,
): Promise<OrderView> {
  return changeOrder(services, workspaceId, orderId, 'completed', (_state, order, now) =>
    completeOrder(order, now),
  );
}

/**
 * The booking will not happen: every certificate comes back, with a later last day `validThrough` if an operator gives
 * one. Cancelling it again changes nothing. @throws DomainError
 */
export async function cancelOrderById(
  services: Services,
  { workspaceId, orderId }: OrderId,
  actor: Actor,
  validThrough: string | null = null,
): Promise<OrderView> {
  return changeOrder(services, workspaceId, orderId, 'cancelled', (state, order, now) =>
    cancelOrder(order, liveRedemptions(state), actor, now, validThrough),
  );
}

/** The job's: an order still open past its time gives everything back. One that is not past it by the database's clock stays. */
export async function cancelAbandonedOrder(
  services: Services,
  { workspaceId, orderId }: OrderId,
): Promise<OrderView> {
  return changeOrder(services, workspaceId, orderId, 'cancelled', (state, order, now) =>
    isOpenAt(order, now)
      ? { type: 'settled', value: viewOf(state, now) }
      : cancelOrder(order, liveRedemptions(state), SYSTEM, now),
  );
}

/** A new total, never under what is applied. @throws DomainError order_closed, amount_out_of_range, validation_failed, not_found */
export async function changeOrderTotal(
  services: Services,
  { workspaceId, orderId }: OrderId,
  totalMinor: number,
): Promise<OrderView> {
  return changeOrder(services, workspaceId, orderId, null, (_state, order, now) =>
    changeTotal(order, totalMinor, now),
  );
}

async function changeOrder(
  services: Services,
  workspaceId: string,
  orderId: string,
  already: 'completed' | 'cancelled' | null,
  decide: (state: State, order: NonNullable<State['order']>, now: Date) => Outcome | Settled<OrderView>,
): Promise<OrderView> {
  const result = await decideAndRecord<State, OrderView>(
    services,
    () =>
      readState(services.database, workspaceId, { orderId, include: ['redemptions', 'live_certificates'] }),
    (state) => {
      if (state.order === null) throw notFound('order');
      const now = services.clock.from(state.now);
      if (state.order.status === already) return { type: 'settled', value: viewOf(state, now) };
      return decide(state, state.order, now);
    },
  );
  return 'settled' in result ? result.settled : viewAfter(result.state, result.decision);
}

function liveRedemptions(state: State) {
  const certificates = new Map(state.liveCertificates.map((certificate) => [certificate.id, certificate]));
  return state.lines.flatMap((line) => {
    const certificate = certificates.get(line.certificateId);
    return line.reversedAt === null && certificate ? [{ id: line.id, certificate }] : [];
  });
}
