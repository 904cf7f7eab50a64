import type { Database } from './connect.ts';

export type DueRow = { readonly workspaceId: string; readonly id: string };

/**
 * Which ends are looked at: after `since` (null for all that ever were) and up to `until`. An index on the status would
 * cost every redemption an index entry, so a look reads each row of its window, used ones too; the window bounds that.
 */
export type DueWindow = { readonly since: Date | null; readonly until: Date };

/** Certificates still booked as active whose day ended in the window, of every workspace, at most `limit`. */
export async function findDueCertificates(
  database: Database,
  window: DueWindow,
  limit: number,
): Promise<DueRow[]> {
  return findDue(
    database,
    'due_certificates',
    `select workspace_id, id from certificates
    where expires_at > $1 and expires_at <= $2 and status = 'active' order by expires_at limit $3`,
    window,
    limit,
  );
}

/** Orders still open whose time ended in the window, of every workspace, at most `limit`. */
export async function findDueOrders(database: Database, window: DueWindow, limit: number): Promise<DueRow[]> {
  return findDue(
    database,
    'due_orders',
    `select workspace_id, id from orders
    where expires_at > $1 and expires_at <= $2 and status = 'open' order by expires_at limit $3`,
    window,
    limit,
  );
}

async function findDue(
  database: Database,
  name: string,
  text: string,
  { since, until }: DueWindow,
  limit: number,
): Promise<DueRow[]> {
  const { rows } = await database.worker.query<{ workspace_id: string; id: string }>({
    name,
    text,
    values: [since ?? '-infinity', until, limit],
  });
  return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }));
}
