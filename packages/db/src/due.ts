import type { Database } from './connect.ts';

export type DueRow = { readonly workspaceId: string; readonly id: string };

/** Certificates still booked as active whose day has passed at `now`, of every workspace, at most `limit`. */
export async function findDueCertificates(database: Database, now: Date, limit: number): Promise<DueRow[]> {
  return findDue(
    database,
    'due_certificates',
    `select workspace_id, id from certificates
    where expires_at <= $1 and status = 'active' order by expires_at limit $2`,
    now,
    limit,
  );
}

/** Open orders past their time at `now`, of every workspace, at most `limit`. */
export async function findDueOrders(database: Database, now: Date, limit: number): Promise<DueRow[]> {
  return findDue(
    database,
    'due_orders',
    `select workspace_id, id from orders
    where expires_at <= $1 and status = 'open' order by expires_at limit $2`,
    now,
    limit,
  );
}

async function findDue(
  database: Database,
  name: string,
  text: string,
  now: Date,
  limit: number,
): Promise<DueRow[]> {
  const { rows } = await database.worker.query<{ workspace_id: string; id: string }>({
    name,
    text,
    values: [now, limit],
  });
  return rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id }));
}
