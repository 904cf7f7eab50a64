import { sql } from 'drizzle-orm';
import { check, pgTable, smallint } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * The key versions codes may be sealed under, as numbers: the keys themselves are derived from APP_SECRET. Certificates refer
 * to their version, so one that is still used cannot be retired, and a retired one can never be used again.
 */
export const codeKeys = pgTable(
  'code_keys',
  {
    version: smallint('version').primaryKey(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [check('code_keys_version', sql`${table.version} > 0`)],
);
