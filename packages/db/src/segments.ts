import type { Segment } from '@boon/core';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { type Database, type Transaction, withWorkspace } from './connect.ts';
import { segments, workspaces } from './schema/index.ts';

type SegmentRow = typeof segments.$inferSelect;

/** As read: `version` guards the next edit, and who made the last one can be told. */
export type StoredSegment = Segment & {
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string | null;
};

function segmentFromRow(row: SegmentRow): StoredSegment {
  const { access, accessCodeHashes, accessEmails: emails, accessDomains: domains, ...segment } = row;
  return {
    ...segment,
    access: access === 'open' ? { kind: 'open' } : { kind: 'closed', accessCodeHashes, emails, domains },
  };
}

function columnsOf({ access, ...segment }: Segment) {
  const lists = access.kind === 'closed' ? access : { accessCodeHashes: [], emails: [], domains: [] };
  return {
    ...segment,
    access: access.kind,
    accessCodeHashes: [...lists.accessCodeHashes],
    accessEmails: [...lists.emails],
    accessDomains: [...lists.domains],
  };
}

/** The active segment with this slug, or the default one when `slug` is null. */
export async function findSegment(
  database: Database,
  workspaceId: string,
  slug: string | null,
): Promise<StoredSegment | null> {
  const which = slug === null ? eq(segments.isDefault, true) : eq(segments.slug, slug);
  return withWorkspace(database, workspaceId, (tx) =>
    readOne(tx, workspaceId, and(eq(segments.isActive, true), which)),
  );
}

/** A segment by its id, active or not; ids of another workspace give nothing. */
export async function readSegment(
  tx: Transaction,
  workspaceId: string,
  segmentId: string,
): Promise<StoredSegment | null> {
  return readOne(tx, workspaceId, eq(segments.id, segmentId));
}

async function readOne(tx: Transaction, workspaceId: string, which: SQL | undefined) {
  const [row] = await tx
    .select()
    .from(segments)
    .where(and(eq(segments.workspaceId, workspaceId), which))
    .limit(1);
  return row ? segmentFromRow(row) : null;
}

/** Every segment of a workspace, the default one first, then by name. */
export async function listSegments(database: Database, workspaceId: string): Promise<StoredSegment[]> {
  const rows = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .select()
      .from(segments)
      .where(eq(segments.workspaceId, workspaceId))
      .orderBy(sql`${segments.isDefault} desc`, asc(segments.name), asc(segments.id)),
  );
  return rows.map(segmentFromRow);
}

/**
 * Every segment of the workspace, while nobody else edits one: which is the default is a matter of all of them. The lock is
 * the workspace's row, because rows that a rival inserts cannot be locked, and it does not hold up sales.
 */
export async function lockSegments(tx: Transaction, workspaceId: string): Promise<StoredSegment[]> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for('no key update');
  const rows = await tx.select().from(segments).where(eq(segments.workspaceId, workspaceId));
  return rows.map(segmentFromRow);
}

/** @throws pg.DatabaseError when its id, slug or code is taken */
export async function insertSegment(
  tx: Transaction,
  segment: Segment,
  changedByName: string | null,
): Promise<void> {
  await tx.insert(segments).values({ ...columnsOf(segment), changedByName });
}

/** Call under `lockSegments`. @throws pg.DatabaseError when its slug or code is taken */
export async function updateSegment(
  tx: Transaction,
  segment: Segment,
  changedByName: string | null,
  changedAt: Date,
): Promise<void> {
  const { id, workspaceId, ...columns } = columnsOf(segment);
  await tx
    .update(segments)
    .set({ ...columns, changedAt, changedByName, version: sql`${segments.version} + 1` })
    .where(and(eq(segments.workspaceId, workspaceId), eq(segments.id, id)));
}
