import type { Order, StoredOrder } from '../order/order.ts';
import type { Refusal } from '../refusal/refusal.ts';
import type { Activity } from './activity.ts';
import type { Certificate } from './certificate.ts';
import type { Message } from './message.ts';
import type { Payment } from './payment.ts';
import type { Transfer } from './transfer.ts';

/** A row to write, guarded by the version it was decided from; null means that it must not exist yet. */
export type Guarded<Row> = { readonly row: Row; readonly expectedVersion: number | null };

export type RedemptionChange =
  | {
      readonly change: 'insert';
      readonly id: string;
      readonly orderId: string;
      readonly certificateId: string;
      readonly amountMinor: number;
      readonly at: Date;
    }
  | { readonly change: 'reverse'; readonly id: string; readonly at: Date };

/**
 * All that one fact changes, recorded together in one guarded statement: the rows, their log, the money, and what the
 * outside world is told. Nothing else writes a certificate.
 */
export type Decision = {
  readonly type: 'decision';
  readonly workspaceId: string;
  readonly certificates: readonly Guarded<Certificate>[];
  readonly order: Guarded<Order> | null;
  readonly redemptions: readonly RedemptionChange[];
  readonly payments: readonly Payment[];
  readonly activities: readonly Activity[];
  readonly transfers: readonly Transfer[];
  readonly messages: readonly Message[];
};

export type Outcome = Decision | Refusal;

export function decision(
  workspaceId: string,
  parts: Partial<Omit<Decision, 'type' | 'workspaceId'>>,
): Decision {
  return {
    type: 'decision',
    workspaceId,
    certificates: [],
    order: null,
    redemptions: [],
    payments: [],
    activities: [],
    transfers: [],
    messages: [],
    ...parts,
  };
}

export function guardOrder(stored: StoredOrder, row: Order): Guarded<Order> {
  return { row, expectedVersion: stored.version };
}
