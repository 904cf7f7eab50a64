import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { workspaces } from './workspaces.ts';

const NO_TEXTS = sql`'{}'::text[]`;

/** Customer groups of a workspace. */
export const segments = pgTable(
  'segments',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    id: uuid('id').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    isActive: boolean('is_active').notNull(),
    isDefault: boolean('is_default').notNull(),
    code: text('code').notNull(),
    colour: text('colour').notNull().default('#0B5C5E'),
    description: text('description').notNull().default(''),
    access: text('access').notNull().default('open'),
    /** Keyed hashes in hex: the codes are kept nowhere. */
    accessCodeHashes: text('access_code_hashes').array().notNull().default(NO_TEXTS),
    accessEmails: text('access_emails').array().notNull().default(NO_TEXTS),
    accessDomains: text('access_domains').array().notNull().default(NO_TEXTS),
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull().defaultNow(),
    changedByName: text('changed_by_name'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('segments_slug').on(table.workspaceId, table.slug),
    unique('segments_code').on(table.workspaceId, table.code),
    uniqueIndex('segments_one_default').on(table.workspaceId).where(sql`${table.isDefault}`),
    check('segments_default_is_active', sql`${table.isActive} or not ${table.isDefault}`),
    check(
      'segments_slug_shape',
      sql`${table.slug} ~ '^[a-z0-9](-?[a-z0-9]){0,62}$' and ${table.slug} not in ('success', 'cancelled', 'check', 'certificate')`,
    ),
    check('segments_code_shape', sql`${table.code} ~ '^[A-Z0-9](-?[A-Z0-9]){0,62}$'`),
    check('segments_colour', sql`${table.colour} ~ '^#[0-9A-Fa-f]{6}$'`),
    check('segments_access', sql`${table.access} in ('open', 'closed')`),
    check(
      'segments_open_has_no_list',
      sql`${table.access} = 'closed' or cardinality(${table.accessCodeHashes}) + cardinality(${table.accessEmails}) + cardinality(${table.accessDomains}) = 0`,
    ),
    check(
      'segments_lists_end',
      sql`cardinality(${table.accessCodeHashes}) <= 20 and cardinality(${table.accessEmails}) <= 1000 and cardinality(${table.accessDomains}) <= 100`,
    ),
  ],
);

/**
 * Addresses that are proving themselves to a closed segment, one row each, listed or not: who asks cannot tell. The
 * one-time code follows from the row's `id` under a key that is not in the database.
 */
export const segmentChallenges = pgTable(
  'segment_challenges',
  {
    workspaceId: uuid('workspace_id').notNull(),
    segmentId: uuid('segment_id').notNull(),
    email: text('email').notNull(),
    id: uuid('id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Codes asked for since `countedFrom`: each brings new attempts, so they are counted too. */
    codes: smallint('codes').notNull().default(1),
    countedFrom: instant('counted_from').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'segment_challenges_pkey',
      columns: [table.workspaceId, table.segmentId, table.email],
    }),
    unique('segment_challenges_id').on(table.workspaceId, table.id),
    index('segment_challenges_counted').on(table.workspaceId, table.countedFrom),
    foreignKey({
      name: 'segment_challenges_segment',
      columns: [table.workspaceId, table.segmentId],
      foreignColumns: [segments.workspaceId, segments.id],
    }),
    check('segment_challenges_email', sql`length(${table.email}) between 3 and 254`),
    check('segment_challenges_attempts', sql`${table.attempts} between 0 and 5`),
  ],
);
