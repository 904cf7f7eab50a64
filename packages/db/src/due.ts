import type { Database } from './connect.ts';

export type DueRow = {
  readonly workspaceId: string;
  readonly id: string;
  /** When it ended, as PostgreSQL writes it: to the microsecond, so that a look goes on right behind it. */
  readonly endedAt: string;
};

/**
 * Which ends are looked at: after `since` (null for all that ever were) and up to `until`. An index on the status would
 * cost every redemption an index entry, so a look reads each row of its window, used ones too; the window bounds that.
 * `after` is the row that an earlier part of the same look ended with, or null to begin.
 */
export type DueWindow = {
  readonly since: Date | null;
  readonly until: Date;
  readonly after: DueRow | null;
};

const IS_AFTER = '($4::timestamptz is null or (expires_at, workspace_id, id) > ($4, $5::uuid, $6::uuid))';
const IN_ORDER = 'order by expires_at, workspace_id, id';

/** Certificates still booked as active whose day ended in the window, of every workspace, at most `limit`. */
export async function findDueCertificates(
  database: Database,
  window: DueWindow,
  limit: number,
): Promise<DueRow[]> {
  return findDue(
    database,
    'due_certificates',
    `select workspace_id, id, expires_at::text as ended_at from certificates
    where expires_at > $1 and expires_at <= $2 and status = 'active' and ${IS_AFTER} ${IN_ORDER} limit $3`,
    window,
    limit,
  );
}

/** Orders still open whose time ended in the window, of every workspace, at most `limit`. */
export async function findDueOrders(database: Database, window: DueWindow, limit: number): Promise<DueRow[]> {
  return findDue(
    database,
    'due_orders',
    `select workspace_id, id, expires_at::text as ended_at from orders
    where expires_at > $1 and expires_at <= $2 and status = 'open' and ${IS_AFTER} ${IN_ORDER} limit $3`,
    window,
    limit,
  );
}

async function findDue(
  database: Database,
  name: string,
  text: string,
  { since, until, after }: DueWindow,
  limit: number,
): Promise<DueRow[]> {
  const { rows } = await database.worker.query<{ workspace_id: string; id: string; ended_at: string }>({
    name,
    text,
    values: [since ?? '-infinity', until, limit, after?.endedAt, after?.workspaceId, after?.id],
  });
  return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id, endedAt: row.ended_at }));
}
