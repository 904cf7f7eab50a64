import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';
import { apiKeys } from './workspaces.ts';

/** Answers of the REST API by the caller's Idempotency-Key, so that a repeat gets the first one. Never holds a code. */
export const storedAnswers = pgTable(
  'stored_answers',
  {
    workspaceId: uuid('workspace_id').notNull(),
    apiKeyId: uuid('api_key_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** Keyed hash of method, path and body: the body may hold a code, so a plain hash could be searched through. */
    fingerprint: bytea('fingerprint').notNull(),
    /** How often the call was begun; beyond one, an earlier attempt ended without anyone knowing how. */
    attempts: smallint('attempts').notNull(),
    /** Until when a call under way holds the key; null where repeats need not wait for each other. */
    claimedUntil: instant('claimed_until'),
    /** Null while the first call is under way. */
    answer: json('answer'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'stored_answers_call',
      columns: [table.workspaceId, table.apiKeyId, table.idempotencyKey],
    }),
    index('stored_answers_created').on(table.createdAt),
    foreignKey({
      name: 'stored_answers_api_key',
      columns: [table.workspaceId, table.apiKeyId],
      foreignColumns: [apiKeys.workspaceId, apiKeys.id],
    }),
    check('stored_answers_key', sql`length(${table.idempotencyKey}) between 1 and 255`),
    check('stored_answers_fingerprint', sql`octet_length(${table.fingerprint}) = 32`),
    check(
      'stored_answers_answered_or_claimed',
      sql`num_nonnulls(${table.answer}, ${table.claimedUntil}) = 1`,
    ),
  ],
);
