import type { Money } from '../money/money.ts';

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
export function isOpenAt(order: Order, now: Date): boolean {
  return order.status === 'open' && (order.expiresAt === null || now.getTime() < order.expiresAt.getTime());
}
