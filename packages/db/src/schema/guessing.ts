import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Who has tried wrong codes, and how many. The table is UNLOGGED (the migration says so): what it loses with the machine
 * is a few counts, and a bot costs no disk. The installation's own row has the workspace of zeros.
 */
export const guessLimits = pgTable(
  'guess_limits',
  {
    workspaceId: uuid('workspace_id').notNull(),
    kind: text('kind').notNull(),
    /** An order's or a key's id, a keyed hash of an address, or empty for the workspace itself. */
    subject: text('subject').notNull(),
    /** When the last wrong code is forgiven: the later, the more were tried. */
    drainedAt: instant('drained_at').notNull(),
    /** Of the attack under way: wrong codes that were looked up, and attempts that were turned away. */
    wrong: integer('wrong').notNull(),
    refused: integer('refused').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'guess_limits_pkey', columns: [table.workspaceId, table.kind, table.subject] }),
    check(
      'guess_limits_kind',
      sql`${table.kind} in ('order', 'address', 'api_key', 'workspace', 'installation')`,
    ),
    check('guess_limits_subject', sql`length(${table.subject}) <= 64`),
  ],
);
