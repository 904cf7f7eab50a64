import { sql } from 'drizzle-orm';
import {
  bigint,
  char,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { certificateTypes, expiryIsWhole } from './certificate-types.ts';
import { codeKeys } from './code-keys.ts';
import { bytea, instant, MINOR_UNITS_MAX, minorUnits } from './columns.ts';
import { segments } from './segments.ts';
import { workspaces } from './workspaces.ts';

/** Bookings of the business's own checkout. Written by record_decision alone. */
export const orders = pgTable(
  'orders',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    id: uuid('id').notNull(),
    reference: text('reference').notNull(),
    status: text('status').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    totalMinor: minorUnits('total_minor').notNull(),
    appliedMinor: minorUnits('applied_minor').notNull(),
    customerName: text('customer_name'),
    customerEmail: text('customer_email'),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    version: integer('version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('orders_reference').on(table.workspaceId, table.reference),
    index('orders_expires').on(table.expiresAt),
    check('orders_status', sql`${table.status} in ('open', 'completed', 'cancelled')`),
    check('orders_closed', sql`(${table.status} = 'open') = (${table.closedAt} is null)`),
    check('orders_total', sql`${table.totalMinor} between 0 and ${MINOR_UNITS_MAX}`),
    check('orders_applied', sql`${table.appliedMinor} between 0 and ${table.totalMinor}`),
    check('orders_cancelled_gives_back', sql`${table.status} <> 'cancelled' or ${table.appliedMinor} = 0`),
  ],
);

/** Gift certificates. Written by record_decision alone; no index touches what a redemption changes, so updates are HOT. */
export const certificates = pgTable(
  'certificates',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    segmentId: uuid('segment_id').notNull(),
    status: text('status').notNull(),
    kind: text('kind').notNull(),
    origin: text('origin').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    codeLookup: bytea('code_lookup').notNull(),
    codeLookupKeyVersion: smallint('code_lookup_key_version').notNull(),
    codeCiphertext: bytea('code_ciphertext').notNull(),
    codeLast4: char('code_last4', { length: 4 }).notNull(),
    purchaserName: text('purchaser_name').notNull(),
    purchaserEmail: text('purchaser_email').notNull(),
    recipientName: text('recipient_name').notNull(),
    recipientEmail: text('recipient_email'),
    message: text('message').notNull(),
    delivery: text('delivery').notNull(),
    deliverOn: date('deliver_on', { mode: 'string' }),
    paymentMethod: text('payment_method'),
    paymentReference: text('payment_reference'),
    validThrough: date('valid_through', { mode: 'string' }),
    timeZone: text('time_zone'),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    activatedAt: instant('activated_at'),
    redeemedAt: instant('redeemed_at'),
    orderId: uuid('order_id'),
    voidedAt: instant('voided_at'),
    voidReason: text('void_reason'),
    refundRequestedAt: instant('refund_requested_at'),
    refundedAt: instant('refunded_at'),
    version: integer('version').notNull(),
    typeId: uuid('type_id'),
    expiry: text('expiry').notNull().default('workspace'),
    expiresAfterDays: integer('expires_after_days'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('certificates_number').on(table.workspaceId, table.number),
    unique('certificates_code').on(table.workspaceId, table.codeLookup),
    index('certificates_created').on(table.workspaceId, table.createdAt, table.id),
    index('certificates_expires').on(table.expiresAt),
    foreignKey({
      name: 'certificates_code_key',
      columns: [table.codeLookupKeyVersion],
      foreignColumns: [codeKeys.version],
    }),
    foreignKey({
      name: 'certificates_segment',
      columns: [table.workspaceId, table.segmentId],
      foreignColumns: [segments.workspaceId, segments.id],
    }),
    foreignKey({
      name: 'certificates_type',
      columns: [table.workspaceId, table.typeId],
      foreignColumns: [certificateTypes.workspaceId, certificateTypes.id],
    }),
    foreignKey({
      name: 'certificates_order',
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    check(
      'certificates_status',
      sql`${table.status} in ('pending', 'active', 'redeemed', 'voided', 'expired')`,
    ),
    check(
      'certificates_kind',
      sql`${table.kind} in ('purchased', 'complimentary', 'compensation', 'migrated')`,
    ),
    check('certificates_expiry', expiryIsWhole(table)),
    check('certificates_origin', sql`${table.origin} in ('portal', 'admin', 'api', 'import')`),
    check('certificates_delivery', sql`${table.delivery} in ('email', 'print')`),
    check('certificates_amount', sql`${table.amountMinor} between 1 and ${MINOR_UNITS_MAX}`),
    check('certificates_lookup', sql`octet_length(${table.codeLookup}) = 32`),
    check('certificates_message', sql`length(${table.message}) <= 500`),
    check(
      'certificates_activated',
      sql`(${table.status} in ('active', 'redeemed', 'expired')) <= (${table.activatedAt} is not null)`,
    ),
    check('certificates_pending', sql`${table.status} <> 'pending' or ${table.activatedAt} is null`),
    check(
      'certificates_redeemed',
      sql`(${table.status} = 'redeemed') = (${table.orderId} is not null) and (${table.status} = 'redeemed') = (${table.redeemedAt} is not null)`,
    ),
    check(
      'certificates_voided',
      sql`(${table.status} = 'voided') = (${table.voidedAt} is not null) and (${table.status} = 'voided') = (coalesce(${table.voidReason}, '') <> '')`,
    ),
    check(
      'certificates_refunded',
      sql`(${table.refundRequestedAt} is null or ${table.status} = 'voided') and (${table.refundedAt} is null or ${table.refundRequestedAt} is not null)`,
    ),
    check('certificates_expired', sql`${table.status} <> 'expired' or ${table.expiresAt} is not null`),
    // Three hours of leeway: this server's and the application's zone data may be of different years.
    check(
      'certificates_validity',
      sql`(${table.validThrough} is null) = (${table.expiresAt} is null) and (${table.timeZone} is null) = (${table.expiresAt} is null)
        and abs(extract(epoch from ${table.expiresAt}) - extract(epoch from (${table.validThrough} + 1)::timestamp at time zone ${table.timeZone})) <= 10800`,
    ),
    check(
      'certificates_paid',
      sql`${table.kind} <> 'purchased' or ${table.activatedAt} is null or ${table.paymentMethod} is not null`,
    ),
  ],
);

/** Which certificate paid for which order; at most one live row a certificate. */
export const redemptions = pgTable(
  'redemptions',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').notNull(),
    orderId: uuid('order_id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    createdAt: instant('created_at').notNull(),
    reversedAt: instant('reversed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('redemptions_one_live')
      .on(table.workspaceId, table.certificateId)
      .where(sql`${table.reversedAt} is null`),
    index('redemptions_order').on(table.workspaceId, table.orderId),
    foreignKey({
      name: 'redemptions_order_fk',
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      name: 'redemptions_certificate_fk',
      columns: [table.workspaceId, table.certificateId],
      foreignColumns: [certificates.workspaceId, certificates.id],
    }),
    check('redemptions_amount', sql`${table.amountMinor} > 0`),
  ],
);

/** Attempts to be paid through the payment provider. */
export const payments = pgTable(
  'payments',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    status: text('status').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    checkoutId: text('checkout_id').unique('payments_checkout'),
    reference: text('reference'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('payments_certificate').on(table.workspaceId, table.certificateId),
    foreignKey({
      name: 'payments_certificate_fk',
      columns: [table.workspaceId, table.certificateId],
      foreignColumns: [certificates.workspaceId, certificates.id],
    }),
    check('payments_status', sql`${table.status} in ('open', 'paid', 'closed')`),
    check('payments_closed', sql`(${table.status} = 'open') = (${table.closedAt} is null)`),
  ],
);

/** The log: one row a fact, append-only by trigger and by privilege. */
export const activities = pgTable(
  'activities',
  {
    workspaceId: uuid('workspace_id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    type: text('type').notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    details: jsonb('details').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.certificateId, table.sequence] }),
    foreignKey({
      name: 'activities_certificate',
      columns: [table.workspaceId, table.certificateId],
      foreignColumns: [certificates.workspaceId, certificates.id],
    }),
    check(
      'activities_actor',
      sql`${table.actorKind} in ('staff', 'purchaser', 'api_key', 'widget', 'system')`,
    ),
  ],
);

/** Double entries, append-only: the whole value of a certificate out of one account into another. */
export const transfers = pgTable(
  'transfers',
  {
    workspaceId: uuid('workspace_id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    fromAccount: text('from_account').notNull(),
    toAccount: text('to_account').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.certificateId, table.sequence] }),
    index('transfers_time').on(table.workspaceId, table.at),
    foreignKey({
      name: 'transfers_certificate',
      columns: [table.workspaceId, table.certificateId],
      foreignColumns: [certificates.workspaceId, certificates.id],
    }),
    check('transfers_amount', sql`${table.amountMinor} > 0`),
    check(
      'transfers_route',
      sql`(${table.kind}, ${table.fromAccount}, ${table.toAccount}) in (
        ('issue', 'cash', 'liability'), ('issue', 'grant', 'liability'), ('redeem', 'liability', 'revenue'),
        ('reverse', 'revenue', 'liability'), ('expire', 'liability', 'breakage'),
        ('reinstate', 'breakage', 'liability'), ('reinstate', 'cancelled', 'liability'),
        ('void', 'liability', 'cancelled'), ('void', 'breakage', 'cancelled'), ('refund', 'cancelled', 'cash'))`,
    ),
  ],
);
