import type { MailTemplate } from '@boon/core';
import { and, eq, sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import { deliveries } from './schema/index.ts';

export type DeliveryStatus = 'sending' | 'sent' | 'failed';

export type DeliveryAttempt = {
  readonly workspaceId: string;
  readonly id: string;
  readonly certificateId: string;
  readonly template: MailTemplate;
  readonly recipientEmail: string;
  readonly createdAt: Date;
};

/**
 * How far earlier attempts came: `none` when there was none or it is known that nothing left, `sent` when the mail left, else
 * `unknown`: ask the provider. `to` is where they went, which the certificate may have left since.
 */
export type Earlier = { readonly left: 'none' | 'sent' | 'unknown'; readonly to: string | null };

/** Writes the attempt down before the mail goes out. @returns how far earlier ones came; one that failed may have left */
export async function beginDelivery(database: Database, attempt: DeliveryAttempt): Promise<Earlier> {
  return withWorkspace(database, attempt.workspaceId, async (tx) => {
    const inserted = await tx
      .insert(deliveries)
      .values({ ...attempt, status: 'sending' })
      .onConflictDoNothing()
      .returning({ id: deliveries.id });
    if (inserted.length > 0) return { left: 'none', to: null };
    const [known] = await tx
      .select({ status: deliveries.status, to: deliveries.recipientEmail })
      .from(deliveries)
      .where(and(eq(deliveries.workspaceId, attempt.workspaceId), eq(deliveries.id, attempt.id)));
    return { left: known?.status === 'sent' ? 'sent' : 'unknown', to: known?.to ?? null };
  });
}

/** Mails that went out, as a history tells them; one that was told before is left as it is. `createdAt` is when it was sent. */
export async function insertSentDeliveries(
  database: Database,
  workspaceId: string,
  mails: readonly Omit<DeliveryAttempt, 'workspaceId'>[],
): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map((mail) => ({ ...mail, workspaceId, status: 'sent', sentAt: mail.createdAt }));
  await withWorkspace(database, workspaceId, (tx) =>
    tx.insert(deliveries).values(rows).onConflictDoNothing(),
  );
}

/** How far earlier attempts of a mail came. */
export async function findDelivery(database: Database, workspaceId: string, id: string): Promise<Earlier> {
  const [known] = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .select({ status: deliveries.status, to: deliveries.recipientEmail })
      .from(deliveries)
      .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id))),
  );
  if (!known || known.status === 'failed') return { left: 'none', to: null };
  return { left: known.status === 'sent' ? 'sent' : 'unknown', to: known.to };
}

/** The mail, which never left, goes to another address by now. */
export async function redirectDelivery(
  database: Database,
  workspaceId: string,
  id: string,
  recipientEmail: string,
): Promise<void> {
  await withWorkspace(database, workspaceId, (tx) =>
    tx
      .update(deliveries)
      .set({ recipientEmail })
      .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id))),
  );
}

export async function markDeliverySent(
  database: Database,
  workspaceId: string,
  id: string,
  providerMessageId: string,
  sentAt: Date,
): Promise<void> {
  await withWorkspace(database, workspaceId, (tx) =>
    tx
      .update(deliveries)
      .set({ status: 'sent', providerMessageId, sentAt, problem: null })
      .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id))),
  );
}

export async function markDeliveryFailed(
  database: Database,
  workspaceId: string,
  id: string,
  problem: string,
): Promise<void> {
  await withWorkspace(database, workspaceId, (tx) =>
    tx
      .update(deliveries)
      .set({ status: 'failed', problem })
      .where(
        and(
          eq(deliveries.workspaceId, workspaceId),
          eq(deliveries.id, id),
          sql`${deliveries.status} <> 'sent'`,
        ),
      ),
  );
}
