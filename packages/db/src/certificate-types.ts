import type { CertificateType, Pricing } from '@boon/core';
import { and, asc, count, eq, sql } from 'drizzle-orm';
import { type Database, type Transaction, withWorkspace } from './connect.ts';
import { type Expiry, expiryColumns, expiryFromColumns } from './rows.ts';
import { certificateTypeSegments, certificateTypes } from './schema/index.ts';

type TypeRow = typeof certificateTypes.$inferSelect;

/** As read: `version` guards the next edit, and who made the last one can be told. */
export type StoredCertificateType = CertificateType & {
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string | null;
};

function typeFromRow(row: TypeRow, segmentIds: readonly string[]): StoredCertificateType {
  const { amountsMinor, amountMinMinor, amountMaxMinor, expiry, expiresAfterDays, ...type } = row;
  const pricing: Pricing =
    amountsMinor === null
      ? { kind: 'free', amountMinMinor: amountMinMinor ?? 0, amountMaxMinor: amountMaxMinor ?? 0 }
      : { kind: 'fixed', amountsMinor };
  return {
    ...type,
    pricing,
    expiresAfterDays: expiryFromColumns(expiry as Expiry, expiresAfterDays),
    segmentIds,
  };
}

function columnsOf({ pricing, expiresAfterDays, segmentIds: _segmentIds, ...type }: CertificateType) {
  const { expiry, expires_after_days: days } = expiryColumns(expiresAfterDays);
  const isFixed = pricing.kind === 'fixed';
  return {
    ...type,
    amountsMinor: isFixed ? [...pricing.amountsMinor] : null,
    amountMinMinor: isFixed ? null : pricing.amountMinMinor,
    amountMaxMinor: isFixed ? null : pricing.amountMaxMinor,
    expiry,
    expiresAfterDays: days,
  };
}

/** Every type of a workspace, for sale or not, by name. */
export async function listCertificateTypes(
  database: Database,
  workspaceId: string,
): Promise<StoredCertificateType[]> {
  return withWorkspace(database, workspaceId, async (tx) => {
    const rows = await tx
      .select({
        type: certificateTypes,
        segmentIds: sql<string[]>`array(select s.segment_id from certificate_type_segments s
          where s.workspace_id = certificate_types.workspace_id and s.type_id = certificate_types.id order by 1)`,
      })
      .from(certificateTypes)
      .where(eq(certificateTypes.workspaceId, workspaceId))
      .orderBy(asc(certificateTypes.name), asc(certificateTypes.id));
    return rows.map(({ type, segmentIds }) => typeFromRow(type, segmentIds));
  });
}

export async function countCertificateTypes(tx: Transaction, workspaceId: string): Promise<number> {
  const [row] = await tx
    .select({ types: count() })
    .from(certificateTypes)
    .where(eq(certificateTypes.workspaceId, workspaceId));
  return row?.types ?? 0;
}

/** Locks a type and gives it as it is then, or null; ids of another workspace give nothing. */
export async function lockCertificateType(
  tx: Transaction,
  workspaceId: string,
  typeId: string,
): Promise<StoredCertificateType | null> {
  const [row] = await tx
    .select()
    .from(certificateTypes)
    .where(and(eq(certificateTypes.workspaceId, workspaceId), eq(certificateTypes.id, typeId)))
    .for('update');
  if (!row) return null;
  const listed = await tx
    .select({ id: certificateTypeSegments.segmentId })
    .from(certificateTypeSegments)
    .where(
      and(eq(certificateTypeSegments.workspaceId, workspaceId), eq(certificateTypeSegments.typeId, typeId)),
    )
    .orderBy(asc(certificateTypeSegments.segmentId));
  return typeFromRow(
    row,
    listed.map(({ id }) => id),
  );
}

/** @throws pg.DatabaseError when its id is taken, or a segment is not of its workspace */
export async function insertCertificateType(
  tx: Transaction,
  type: CertificateType,
  changedByName: string | null,
  changedAt: Date,
): Promise<void> {
  await tx.insert(certificateTypes).values({ ...columnsOf(type), changedByName, changedAt });
  await listSegmentsOf(tx, type);
}

/** Call under `lockCertificateType`. @throws pg.DatabaseError when a segment is not of its workspace */
export async function updateCertificateType(
  tx: Transaction,
  type: CertificateType,
  changedByName: string | null,
  changedAt: Date,
): Promise<void> {
  const { id, workspaceId, ...columns } = columnsOf(type);
  await tx
    .update(certificateTypes)
    .set({ ...columns, changedByName, changedAt, version: sql`${certificateTypes.version} + 1` })
    .where(and(eq(certificateTypes.workspaceId, workspaceId), eq(certificateTypes.id, id)));
  await tx
    .delete(certificateTypeSegments)
    .where(and(eq(certificateTypeSegments.workspaceId, workspaceId), eq(certificateTypeSegments.typeId, id)));
  await listSegmentsOf(tx, type);
}

async function listSegmentsOf(tx: Transaction, { workspaceId, id: typeId, segmentIds }: CertificateType) {
  if (segmentIds.length === 0) return;
  await tx
    .insert(certificateTypeSegments)
    .values(segmentIds.map((segmentId) => ({ workspaceId, typeId, segmentId })));
}
