import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import {
  boolean,
  char,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, minorUnits } from './columns.ts';
import { segments } from './segments.ts';
import { workspaces } from './workspaces.ts';

/** How long what is sold is valid: the workspace's days (`workspace`), its own number of them (`days`), or for ever (`never`). */
export function expiryIsWhole(table: { expiry: SQLWrapper; expiresAfterDays: SQLWrapper }): SQL {
  return sql`${table.expiry} in ('workspace', 'days', 'never') and (${table.expiry} = 'days') = (${table.expiresAfterDays} is not null)
        and (${table.expiresAfterDays} is null or ${table.expiresAfterDays} > 0)`;
}

/** What a workspace sells. */
export const certificateTypes = pgTable(
  'certificate_types',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    design: text('design').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    /** Null for a free amount within the two limits, which are null for fixed ones. */
    amountsMinor: minorUnits('amounts_minor').array(),
    amountMinMinor: minorUnits('amount_min_minor'),
    amountMaxMinor: minorUnits('amount_max_minor'),
    expiry: text('expiry').notNull(),
    expiresAfterDays: integer('expires_after_days'),
    isActive: boolean('is_active').notNull(),
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    changedByName: text('changed_by_name'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('certificate_types_name', sql`length(${table.name}) between 1 and 100`),
    check('certificate_types_description', sql`length(${table.description}) <= 500`),
    check('certificate_types_design', sql`${table.design} ~ '^[a-z0-9](-?[a-z0-9]){0,39}$'`),
    check(
      'certificate_types_fixed',
      sql`${table.amountsMinor} is null or (cardinality(${table.amountsMinor}) between 1 and 20 and 0 < all (${table.amountsMinor}))`,
    ),
    check(
      'certificate_types_free',
      sql`${table.amountMinMinor} is null or (${table.amountMinMinor} > 0 and ${table.amountMinMinor} <= ${table.amountMaxMinor})`,
    ),
    check(
      'certificate_types_priced_one_way',
      sql`(${table.amountsMinor} is null) = (${table.amountMinMinor} is not null) and (${table.amountMinMinor} is null) = (${table.amountMaxMinor} is null)`,
    ),
    check('certificate_types_expiry', expiryIsWhole(table)),
  ],
);

/** Who may buy a type; a type without rows here is for everyone. */
export const certificateTypeSegments = pgTable(
  'certificate_type_segments',
  {
    workspaceId: uuid('workspace_id').notNull(),
    typeId: uuid('type_id').notNull(),
    segmentId: uuid('segment_id').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'certificate_type_segments_pkey',
      columns: [table.workspaceId, table.typeId, table.segmentId],
    }),
    index('certificate_type_segments_segment').on(table.workspaceId, table.segmentId),
    foreignKey({
      name: 'certificate_type_segments_type',
      columns: [table.workspaceId, table.typeId],
      foreignColumns: [certificateTypes.workspaceId, certificateTypes.id],
    }),
    foreignKey({
      name: 'certificate_type_segments_segment_fk',
      columns: [table.workspaceId, table.segmentId],
      foreignColumns: [segments.workspaceId, segments.id],
    }),
  ],
);
