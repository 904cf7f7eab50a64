import type { ApiKeyScope, Segment, Workspace } from '@boon/core';
import { eq } from 'drizzle-orm';
import { type Database, type Transaction, withWorkspace } from './connect.ts';
import { apiKeys, certificateCounters, workspaces } from './schema/index.ts';
import { insertSegment } from './segments.ts';

type WorkspaceRow = typeof workspaces.$inferSelect;

function workspaceFromRow({ createdAt: _createdAt, ...workspace }: WorkspaceRow): Workspace {
  return workspace;
}

export async function findWorkspaceBySlug(database: Database, slug: string): Promise<Workspace | null> {
  const [row] = await database.orm.select().from(workspaces).where(eq(workspaces.slug, slug)).limit(1);
  return row ? workspaceFromRow(row) : null;
}

/** @throws Error when it does not exist: ids of workspaces come from tokens, keys and sessions, never from users */
export async function readWorkspace(database: Database, workspaceId: string): Promise<Workspace> {
  const [row] = await database.orm.select().from(workspaces).where(eq(workspaces.id, workspaceId)).limit(1);
  if (!row) throw new Error(`workspace ${workspaceId} does not exist`);
  return workspaceFromRow(row);
}

/** Creates a workspace with its default segment. Call inside `withWorkspace` of the new id. */
export async function insertWorkspace(
  tx: Transaction,
  workspace: Workspace,
  segment: Segment,
): Promise<void> {
  await tx.insert(workspaces).values({
    ...workspace,
    suggestedAmountsMinor: [...workspace.suggestedAmountsMinor],
    allowedOrigins: [...workspace.allowedOrigins],
  });
  await tx.insert(certificateCounters).values({ workspaceId: workspace.id });
  await insertSegment(tx, segment, null);
}

/** The settings staff may change so far. */
export type WorkspaceSettings = Pick<Workspace, 'portalEnabled'>;

export async function updateWorkspace(
  database: Database,
  workspaceId: string,
  settings: Partial<WorkspaceSettings>,
): Promise<void> {
  await withWorkspace(database, workspaceId, (tx) =>
    tx.update(workspaces).set(settings).where(eq(workspaces.id, workspaceId)),
  );
}

export { API_KEY_SCOPES, type ApiKeyScope } from '@boon/core';

export type ApiKey = {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
};

/** Finds a key that is not revoked by the SHA-256 of what the caller presented, in any workspace. */
export async function findApiKey(database: Database, keyHash: Uint8Array): Promise<ApiKey | null> {
  const { rows } = await database.app.query<{
    id: string | null;
    workspace_id: string;
    name: string;
    scopes: ApiKeyScope[];
  }>({
    name: 'find_api_key',
    text: 'select id, workspace_id, name, scopes from find_api_key($1)',
    values: [Buffer.from(keyHash)],
  });
  const row = rows[0];
  if (!row?.id) return null;
  return { id: row.id, workspaceId: row.workspace_id, name: row.name, scopes: row.scopes };
}

/** A key that the installation makes by itself; `addApiKey` is for those that people make. Repeating it changes nothing. */
export async function insertApiKey(
  database: Database,
  key: ApiKey & { readonly keyHash: Uint8Array; readonly hint?: string },
): Promise<void> {
  await withWorkspace(database, key.workspaceId, (tx) =>
    tx
      .insert(apiKeys)
      .values({ ...key, scopes: [...key.scopes] })
      .onConflictDoNothing({ target: apiKeys.keyHash }),
  );
}
