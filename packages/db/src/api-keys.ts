import type { ApiKeyScope } from '@boon/core';
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { type Database, type Transaction, withWorkspace } from './connect.ts';
import { apiKeys, workspaces } from './schema/index.ts';
import type { ApiKey } from './workspaces.ts';

/** How many keys a list shows: those in use come first, and there are far fewer of them. */
const LISTED_MAX = 200;

/** Who made or revoked a key; the name as it was then. */
export type KeyKeeper = { readonly id: string; readonly name: string };

/** A key as its workspace sees it; the key itself is nowhere. */
export type StoredApiKey = ApiKey & {
  /** Its last four characters; null for a key that was made before they were kept. */
  readonly hint: string | null;
  readonly createdAt: Date;
  readonly createdByName: string | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedByName: string | null;
};

export type NewApiKey = ApiKey & {
  /** SHA-256 of the key. */
  readonly keyHash: Uint8Array;
  readonly hint: string;
  readonly createdAt: Date;
  readonly createdBy: KeyKeeper;
};

/** When a key was last used. */
export type ApiKeyUse = { readonly workspaceId: string; readonly id: string; readonly at: Date };

const listed = {
  id: apiKeys.id,
  workspaceId: apiKeys.workspaceId,
  name: apiKeys.name,
  hint: apiKeys.hint,
  scopes: sql<ApiKeyScope[]>`${apiKeys.scopes}`,
  createdAt: apiKeys.createdAt,
  createdByName: apiKeys.createdByName,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
  revokedByName: apiKeys.revokedByName,
};

/** The keys of a workspace: those in use, newest first, then those that were revoked, latest first. */
export async function listApiKeys(database: Database, workspaceId: string): Promise<StoredApiKey[]> {
  return withWorkspace(database, workspaceId, (tx) =>
    tx
      .select(listed)
      .from(apiKeys)
      .where(eq(apiKeys.workspaceId, workspaceId))
      .orderBy(sql`${apiKeys.revokedAt} desc nulls first`, desc(apiKeys.createdAt), asc(apiKeys.id))
      .limit(LISTED_MAX),
  );
}

/** The keys in use, while nobody else adds one: the lock is the workspace's row, as it is for segments. */
export async function lockApiKeys(tx: Transaction, workspaceId: string): Promise<StoredApiKey[]> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for('no key update');
  return tx
    .select(listed)
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspaceId), isNull(apiKeys.revokedAt)));
}

/** Call under `lockApiKeys`. @throws pg.DatabaseError when its id or hash is taken */
export async function addApiKey(tx: Transaction, { createdBy, ...key }: NewApiKey): Promise<void> {
  await tx.insert(apiKeys).values({
    ...key,
    scopes: [...key.scopes],
    createdById: createdBy.id,
    createdByName: createdBy.name,
  });
}

/**
 * Revokes a key from the next call on. Who was first stays named: repeating it changes nothing.
 * @returns the key as it is then, or null for an id that is not of this workspace
 */
export async function revokeApiKey(
  database: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
  revokedBy: KeyKeeper,
  revokedAt: Date,
): Promise<StoredApiKey | null> {
  return withWorkspace(database, workspaceId, async (tx) => {
    const which = and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id));
    await tx
      .update(apiKeys)
      .set({ revokedAt, revokedById: revokedBy.id, revokedByName: revokedBy.name })
      .where(and(which, isNull(apiKeys.revokedAt)));
    const [key] = await tx.select(listed).from(apiKeys).where(which);
    return key ?? null;
  });
}

/** Notes the last uses of keys of any workspaces, in one statement. A later time that is known already stays. */
export async function touchApiKeys(database: Database, uses: readonly ApiKeyUse[]): Promise<void> {
  if (uses.length === 0) return;
  const rows = uses.map(({ workspaceId, id, at }) => ({ workspace_id: workspaceId, id, at }));
  await database.app.query({
    name: 'touch_api_keys',
    text: 'select touch_api_keys($1)',
    values: [JSON.stringify(rows)],
  });
}
