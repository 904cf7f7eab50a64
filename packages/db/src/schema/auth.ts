import type { StaffRole } from '@boon/core';
import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

const id = () => uuid('id').primaryKey().defaultRandom();
const createdAt = () => instant('created_at').notNull().defaultNow();
const updatedAt = () => instant('updated_at').notNull().defaultNow();
const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

const memberRoles = ['owner', 'admin', 'staff', 'viewer'] as const satisfies readonly StaffRole[];

/** A person who signs in to the console. One person may belong to several workspaces, so no row names one. */
export const users = pgTable(
  'users',
  {
    id: id(),
    name: text('name').notNull(),
    email: text('email').notNull().unique('users_email_key'),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [check('users_email_lower_case', sql`${table.email} = lower(${table.email})`)],
);

/** How a user proves who they are; a password is the account of provider `credential`, whose id is the user's. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    userId: userId(),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    password: text('password'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique('accounts_provider_account_key').on(table.providerId, table.accountId),
    index('accounts_user_id_idx').on(table.userId),
  ],
);

/** `token_hash` is SHA-256 of the cookie's token: whoever reads this table cannot sign in with what it holds. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: userId(),
    tokenHash: text('token_hash').notNull().unique('sessions_token_hash_key'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('sessions_user_id_idx').on(table.userId),
    index('sessions_expires_at_idx').on(table.expiresAt),
  ],
);

/** Short-lived challenges of the sign-in library (password reset, e-mail change, second factor). */
export const verifications = pgTable(
  'verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('verifications_identifier_idx').on(table.identifier),
    index('verifications_expires_at_idx').on(table.expiresAt),
  ],
);

/** One-time sign-in links. A used link keeps its row until the sweep, so that its page can say what happened. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    id: id(),
    userId: userId(),
    tokenHash: text('token_hash').notNull().unique('sign_in_links_token_hash_key'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    index('sign_in_links_user_id_idx').on(table.userId),
    index('sign_in_links_expires_at_idx').on(table.expiresAt),
  ],
);

/** Leaky buckets of sign-in attempts; `key` is a keyed hash, so the table holds neither address nor e-mail. */
export const signInLimits = pgTable(
  'sign_in_limits',
  {
    key: text('key').primaryKey(),
    drainedAt: instant('drained_at').notNull(),
  },
  (table) => [index('sign_in_limits_drained_at_idx').on(table.drainedAt)],
);

/** Who may work in which workspace, and as what. */
export const members = pgTable(
  'members',
  {
    workspaceId: uuid('workspace_id').notNull(),
    userId: userId(),
    role: text('role', { enum: memberRoles }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ name: 'members_pkey', columns: [table.workspaceId, table.userId] }),
    index('members_user_id_idx').on(table.userId),
    check('members_role_known', sql`${table.role} in ('owner', 'admin', 'staff', 'viewer')`),
  ],
);
