import type { PaymentStatus } from '@boon/core';
import { and, eq, sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import { inboundEvents, payments } from './schema/index.ts';

/**
 * Notes under which checkout the provider opened this payment; the same checkout again changes nothing.
 * @returns how the payment stands: a page opened for one that was closed meanwhile must not be shown
 */
export async function attachCheckout(
  database: Database,
  workspaceId: string,
  paymentId: string,
  checkoutId: string,
): Promise<PaymentStatus> {
  const [row] = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .update(payments)
      .set({ checkoutId })
      .where(and(eq(payments.workspaceId, workspaceId), eq(payments.id, paymentId)))
      .returning({ status: sql<PaymentStatus>`${payments.status}` }),
  );
  if (!row) throw new Error('there is no such payment');
  return row.status;
}

export type InboundEvent = {
  readonly provider: 'stripe';
  readonly eventId: string;
  readonly type: string;
  readonly checkoutId: string | null;
  readonly receivedAt: Date;
};

/**
 * Keeps a verified event by the provider's id and queues its processing, in one statement.
 * @returns false when it was here already (providers send twice)
 */
export async function storeEvent(database: Database, event: InboundEvent): Promise<boolean> {
  const { rowCount } = await database.app.query({
    name: 'store_event',
    text: `with stored as (
        insert into inbound_events (provider, event_id, type, checkout_id, received_at)
        values ($1, $2, $3, $4, $5) on conflict do nothing returning event_id)
      insert into outbox (kind, payload, run_at)
      select 'payment_event', jsonb_build_object('eventId', event_id), $5 from stored`,
    values: [event.provider, event.eventId, event.type, event.checkoutId, event.receivedAt],
  });
  return rowCount === 1;
}

export async function readEvent(database: Database, eventId: string): Promise<InboundEvent | null> {
  const [row] = await database.orm
    .select()
    .from(inboundEvents)
    .where(and(eq(inboundEvents.provider, 'stripe'), eq(inboundEvents.eventId, eventId)));
  return row ? { ...row, provider: 'stripe' } : null;
}

export async function markEventProcessed(
  database: Database,
  eventId: string,
  processedAt: Date,
): Promise<void> {
  await database.orm
    .update(inboundEvents)
    .set({ processedAt })
    .where(and(eq(inboundEvents.provider, 'stripe'), eq(inboundEvents.eventId, eventId)));
}
