import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { certificates } from './certificates.ts';
import { instant } from './columns.ts';

/** What is still to be told or done. Rows are born in the statement of the fact, claimed by lease, kept until done. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null for work of the installation, such as booking expiries. */
    workspaceId: uuid('workspace_id'),
    kind: text('kind').notNull(),
    payload: jsonb('payload').notNull(),
    dedupeKey: text('dedupe_key').unique('outbox_dedupe'),
    runAt: instant('run_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: instant('lease_until'),
    doneAt: instant('done_at'),
    deadAt: instant('dead_at'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('outbox_ready').on(table.runAt).where(sql`${table.doneAt} is null and ${table.deadAt} is null`),
    index('outbox_waiting_mails')
      .on(table.workspaceId, sql`(${table.payload} ->> 'certificateId')`)
      .where(sql`${table.kind} = 'mail' and ${table.doneAt} is null and ${table.deadAt} is null`),
    check('outbox_ends_once', sql`${table.doneAt} is null or ${table.deadAt} is null`),
  ],
);

/** One row a mail, from the first attempt on; its id is the outbox row's and travels with the mail. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    template: text('template').notNull(),
    recipientEmail: text('recipient_email').notNull(),
    status: text('status').notNull(),
    providerMessageId: text('provider_message_id'),
    problem: text('problem'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('deliveries_certificate').on(table.workspaceId, table.certificateId),
    foreignKey({
      name: 'deliveries_certificate_fk',
      columns: [table.workspaceId, table.certificateId],
      foreignColumns: [certificates.workspaceId, certificates.id],
    }),
    check('deliveries_status', sql`${table.status} in ('sending', 'sent', 'failed')`),
  ],
);

/** Events of the payment provider as they came, once each by the provider's id. */
export const inboundEvents = pgTable(
  'inbound_events',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    checkoutId: text('checkout_id'),
    receivedAt: instant('received_at').notNull(),
    processedAt: instant('processed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.eventId] }),
    unique('inbound_events_id').on(table.eventId),
  ],
);
