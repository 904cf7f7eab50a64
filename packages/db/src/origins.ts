import { ALLOWED_ORIGINS_MAX, isWebOrigin } from '@boon/core';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Database, type Transaction, withWorkspace } from './connect.ts';
import { refusedOrigins, workspaces } from './schema/index.ts';

/** How many origins are remembered a workspace: strangers invent as many as they like. */
export const REFUSED_ORIGINS_MAX = 50;

/** An origin that asked for the widget and is not allowed. */
export type RefusedOrigin = {
  readonly origin: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly seenCount: number;
};

/** The origins that may show the workspace's widget, while nobody else changes them. */
export async function lockAllowedOrigins(tx: Transaction, workspaceId: string): Promise<readonly string[]> {
  const [row] = await tx
    .select({ origins: workspaces.allowedOrigins })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for('no key update');
  if (!row) throw new Error(`workspace ${workspaceId} does not exist`);
  return row.origins;
}

/** Call under `lockAllowedOrigins`. What is allowed is no longer remembered as refused. */
export async function setAllowedOrigins(
  tx: Transaction,
  workspaceId: string,
  origins: readonly string[],
): Promise<void> {
  if (origins.length > ALLOWED_ORIGINS_MAX) throw new RangeError(`${origins.length} allowed origins`);
  await tx
    .update(workspaces)
    .set({ allowedOrigins: [...origins] })
    .where(eq(workspaces.id, workspaceId));
  if (origins.length === 0) return;
  await tx
    .delete(refusedOrigins)
    .where(and(eq(refusedOrigins.workspaceId, workspaceId), inArray(refusedOrigins.origin, [...origins])));
}

/**
 * Notes, in one statement, that `origin`, as its `Origin` header says it, asked and was refused. Nothing is kept of what
 * no browser sends. At most `REFUSED_ORIGINS_MAX` are kept a workspace.
 */
export async function noteRefusedOrigin(
  database: Database,
  workspaceId: string,
  origin: string,
  at: Date,
): Promise<void> {
  if (!isWebOrigin(origin)) return;
  await database.app.query({
    name: 'note_refused_origin',
    text: 'select note_refused_origin($1, $2, $3, $4)',
    values: [workspaceId, origin, at, REFUSED_ORIGINS_MAX],
  });
}

/** The origins that asked and are still not allowed, latest first. */
export async function listRefusedOrigins(database: Database, workspaceId: string): Promise<RefusedOrigin[]> {
  return withWorkspace(database, workspaceId, (tx) =>
    tx
      .select({
        origin: refusedOrigins.origin,
        firstSeenAt: refusedOrigins.firstSeenAt,
        lastSeenAt: refusedOrigins.lastSeenAt,
        seenCount: refusedOrigins.seenCount,
      })
      .from(refusedOrigins)
      .innerJoin(workspaces, eq(workspaces.id, refusedOrigins.workspaceId))
      .where(
        and(
          eq(refusedOrigins.workspaceId, workspaceId),
          sql`not ${refusedOrigins.origin} = any (${workspaces.allowedOrigins})`,
        ),
      )
      .orderBy(desc(refusedOrigins.lastSeenAt), refusedOrigins.origin)
      .limit(REFUSED_ORIGINS_MAX),
  );
}
