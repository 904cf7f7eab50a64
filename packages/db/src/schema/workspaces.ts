import { sql } from 'drizzle-orm';
import { bigint, boolean, char, check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant, minorUnits } from './columns.ts';

/** One row a business. Readable across tenants by slug: all here is public but the notification address. */
export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    publicEmail: text('public_email').notNull(),
    notificationEmail: text('notification_email').notNull(),
    brandColour: text('brand_colour').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    language: text('language').notNull(),
    timeZone: text('time_zone').notNull(),
    portalEnabled: boolean('portal_enabled').notNull(),
    portalHeading: text('portal_heading').notNull(),
    portalIntro: text('portal_intro').notNull(),
    amountMinMinor: minorUnits('amount_min_minor').notNull(),
    amountMaxMinor: minorUnits('amount_max_minor').notNull(),
    suggestedAmountsMinor: minorUnits('suggested_amounts_minor').array().notNull(),
    expiresAfterDays: integer('expires_after_days'),
    terms: text('terms').notNull(),
    bookingUrl: text('booking_url'),
    allowedOrigins: text('allowed_origins').array().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    check('workspaces_slug', sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9]){0,62}$'`),
    check('workspaces_colour', sql`${table.brandColour} ~ '^#[0-9A-Fa-f]{6}$'`),
    check(
      'workspaces_amounts',
      sql`${table.amountMinMinor} > 0 and ${table.amountMinMinor} <= ${table.amountMaxMinor}`,
    ),
    check('workspaces_expiry', sql`${table.expiresAfterDays} > 0`),
    check('workspaces_origins_end', sql`cardinality(${table.allowedOrigins}) <= 20`),
  ],
);

/** The last certificate number given, a row a workspace: numbers are dense because a failed insert rolls it back. */
export const certificateCounters = pgTable('certificate_counters', {
  workspaceId: uuid('workspace_id')
    .primaryKey()
    .references(() => workspaces.id),
  lastNumber: integer('last_number').notNull().default(0),
});

/** Origins that asked for a workspace's widget and are not allowed; the newest sightings, kept few by `note_refused_origin`. */
export const refusedOrigins = pgTable(
  'refused_origins',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    origin: text('origin').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    seenCount: bigint('seen_count', { mode: 'number' }).notNull().default(1),
  },
  (table) => [
    primaryKey({ name: 'refused_origins_pkey', columns: [table.workspaceId, table.origin] }),
    check('refused_origins_origin', sql`length(${table.origin}) between 1 and 300`),
    check(
      'refused_origins_seen',
      sql`${table.seenCount} > 0 and ${table.firstSeenAt} <= ${table.lastSeenAt}`,
    ),
  ],
);

/** Keys of the booking sites' servers; only the SHA-256 of the key is kept, and its end, by which people know it again. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    keyHash: bytea('key_hash').notNull().unique('api_keys_hash'),
    /** The last four characters; null for a key that was made before they were kept. */
    hint: text('hint'),
    scopes: text('scopes').array().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Null for a key that the installation made by itself. */
    createdById: uuid('created_by_id'),
    createdByName: text('created_by_name'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    revokedById: uuid('revoked_by_id'),
    revokedByName: text('revoked_by_name'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('api_keys_scopes', sql`${table.scopes} <@ array['read', 'redeem', 'manage']::text[]`),
    check('api_keys_name', sql`length(${table.name}) between 1 and 100`),
    check('api_keys_hint', sql`length(${table.hint}) = 4`),
    check('api_keys_revoked_by', sql`${table.revokedByName} is null or ${table.revokedAt} is not null`),
  ],
);
