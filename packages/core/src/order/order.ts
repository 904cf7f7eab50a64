import type { Money } from '../money/money.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';

export type OrderStatus = 'open' | 'completed' | 'cancelled';
export const ORDER_STATUSES = ['open', 'completed', 'cancelled'] as const;

/** A booking of the business's own checkout, as far as certificates pay for it. */
export type Order = {
  readonly id: string;
  readonly workspaceId: string;
  /** The booking site's own, unique in the workspace. */
  readonly reference: string;
  readonly status: OrderStatus;
  readonly total: Money;
  /** Minor units applied by certificates; 0 to total. */
  readonly appliedMinor: number;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  /** When an order still open is cancelled by itself. */
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
};

export type StoredOrder = Order & { readonly version: number };

/** Minor units still to be paid by other means. */
export function dueMinor(order: Order): number {
  return order.total.amountMinor - order.appliedMinor;
}

/** An open order past its `expiresAt` counts as closed before anyone has written that down. */
export function isOpenAt(order: Pick<Order, 'status' | 'expiresAt'>, now: Date): boolean {
  return order.status === 'open' && (order.expiresAt === null || now.getTime() < order.expiresAt.getTime());
}

type Closable = Pick<Order, 'status' | 'appliedMinor' | 'expiresAt' | 'closedAt'>;

/**
 * The order as it counts at `now`: one still open past its `expiresAt` is cancelled and has nothing applied, before anyone has
 * written that down.
 */
export function orderAt<Known extends Closable>(order: Known, now: Date): Known {
  if (order.status !== 'open' || isOpenAt(order, now)) return order;
  return { ...order, status: 'cancelled', appliedMinor: 0, closedAt: order.expiresAt };
}

/** `order_closed` for what only an open order allows, with the status it has at `now`; null for an open one. */
export function refuseClosed(order: Order, now: Date): Refusal | null {
  if (isOpenAt(order, now)) return null;
  const { status } = orderAt(order, now);
  const why = order.status === 'open' ? 'past its time, so it is cancelled' : status;
  return refuse('order_closed', `This order is ${why}.`, { status });
}
