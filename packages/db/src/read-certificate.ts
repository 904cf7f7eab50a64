import type { ActivityType, ActorKind, MailTemplate, OrderStatus } from '@boon/core';
import { and, asc, desc, eq, isNull, notExists, sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import type { DeliveryStatus } from './deliveries.ts';
import { activities, deliveries, orders, outbox, payments, segments } from './schema/index.ts';

export type LoggedActivity = {
  readonly sequence: number;
  readonly type: ActivityType;
  readonly at: Date;
  readonly actorKind: ActorKind;
  readonly actorName: string | null;
  readonly details: Readonly<Record<string, unknown>>;
};

/** A mail of which no attempt has been made yet, and when one will be. */
export type WaitingMail = {
  readonly id: string;
  readonly template: MailTemplate;
  readonly runAt: Date;
  /** Somebody asked for it, beyond the mails that every certificate has. */
  readonly isAskedFor: boolean;
};

/** What stands around a certificate: its log (oldest first), its mails, its payment, its order, its segment. */
export async function readSurroundings(
  database: Database,
  workspaceId: string,
  certificate: { readonly id: string; readonly segmentId: string; readonly orderId: string | null },
) {
  const { id, segmentId, orderId } = certificate;
  return withWorkspace(database, workspaceId, async (tx) => {
    const log = await tx
      .select()
      .from(activities)
      .where(and(eq(activities.workspaceId, workspaceId), eq(activities.certificateId, id)))
      .orderBy(asc(activities.sequence));
    const mails = await tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.certificateId, id)))
      .orderBy(asc(deliveries.createdAt));
    const waiting = await tx
      .select({
        id: outbox.id,
        template: sql<MailTemplate>`${outbox.payload} ->> 'template'`,
        runAt: outbox.runAt,
        isAskedFor: sql<boolean>`${outbox.payload} ? 'askedBy'`,
      })
      .from(outbox)
      .where(
        and(
          waitsFor(workspaceId, id),
          notExists(
            tx
              .select({ id: deliveries.id })
              .from(deliveries)
              .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, outbox.id))),
          ),
        ),
      )
      .orderBy(asc(outbox.runAt));
    const [payment] = await tx
      .select()
      .from(payments)
      .where(and(eq(payments.workspaceId, workspaceId), eq(payments.certificateId, id)))
      .orderBy(desc(payments.createdAt))
      .limit(1);
    const [segment] = await tx
      .select({ name: segments.name })
      .from(segments)
      .where(and(eq(segments.workspaceId, workspaceId), eq(segments.id, segmentId)));
    const [order] =
      orderId === null
        ? []
        : await tx
            .select()
            .from(orders)
            .where(and(eq(orders.workspaceId, workspaceId), eq(orders.id, orderId)));
    return {
      activities: log as LoggedActivity[],
      deliveries: mails.map((mail) => ({ ...mail, status: mail.status as DeliveryStatus })),
      waiting: waiting satisfies WaitingMail[],
      payment: payment ?? null,
      segmentName: segment?.name ?? '',
      order: order ? { ...order, status: order.status as OrderStatus } : null,
    };
  });
}

/** Whether somebody asked for the gift to be sent, and that is neither done nor given up yet. */
export async function isGiftAskedFor(
  database: Database,
  workspaceId: string,
  certificateId: string,
): Promise<boolean> {
  const asked = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(
          waitsFor(workspaceId, certificateId),
          sql`${outbox.payload} ? 'askedBy' and ${outbox.payload} ->> 'template' = 'gift'`,
        ),
      )
      .limit(1),
  );
  return asked.length > 0;
}

/** A mail of the certificate that is neither done nor given up; as the index on them says it. */
function waitsFor(workspaceId: string, certificateId: string) {
  return and(
    eq(outbox.workspaceId, workspaceId),
    eq(sql`${outbox.payload} ->> 'certificateId'`, certificateId),
    sql`${outbox.kind} = 'mail'`,
    isNull(outbox.doneAt),
    isNull(outbox.deadAt),
  );
}

/** The log of one certificate, oldest first. */
export async function readActivities(
  database: Database,
  workspaceId: string,
  certificateId: string,
): Promise<LoggedActivity[]> {
  return withWorkspace(database, workspaceId, async (tx) => {
    const log = await tx
      .select()
      .from(activities)
      .where(and(eq(activities.workspaceId, workspaceId), eq(activities.certificateId, certificateId)))
      .orderBy(asc(activities.sequence));
    return log as LoggedActivity[];
  });
}
