import type { StoredCertificate } from '@boon/core';
import { sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import { type CertificateRow, certificateFromRow } from './rows.ts';

/** Whole certificates by their ids, in no particular order; ids of another workspace give nothing. */
export async function readCertificates(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<StoredCertificate[]> {
  if (ids.length === 0) return [];
  return withWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await tx.execute<{ certificate: CertificateRow }>(
      sql`select to_jsonb(c) as certificate from certificates c
          where c.workspace_id = ${workspaceId} and c.id = any (${sql.param([...ids])}::uuid[])`,
    );
    return rows.map(({ certificate }) => certificateFromRow(certificate));
  });
}
