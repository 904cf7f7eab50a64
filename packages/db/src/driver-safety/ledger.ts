import pg from 'pg';
import { APP_ROLE } from '../migrate.ts';
import type { Query } from './drivers.ts';

export const TABLE = 'driver_safety.entry';

/** A table like the product's: rows belong to a workspace, and row-level security shows each its own. */
const DEFINITION = `
  create schema driver_safety;
  create table ${TABLE} (
    id bigint generated always as identity primary key,
    workspace_id uuid not null,
    transfer_id text not null,
    side text not null check (side in ('debit', 'credit'))
  );
  alter table ${TABLE} enable row level security;
  alter table ${TABLE} force row level security;
  create policy own_workspace on ${TABLE}
    using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
  grant usage on schema driver_safety to ${APP_ROLE};
  grant select, insert on ${TABLE} to ${APP_ROLE};
`;

/** The owner's connection beside the tested ones: it sees every row, and it kills. */
export async function openLedger(url: string): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => undefined);
  await owner.connect();
  await owner.query(DEFINITION);
  return owner;
}

export async function enterWorkspace(query: Query, workspaceId: string): Promise<void> {
  await query(`select set_config('app.workspace_id', $1, true)`, [workspaceId]);
}

export async function writeEntry(
  query: Query,
  entry: { workspaceId: string; transferId: string; side: 'debit' | 'credit' },
): Promise<void> {
  await query(`insert into ${TABLE} (workspace_id, transfer_id, side) values ($1, $2, $3)`, [
    entry.workspaceId,
    entry.transferId,
    entry.side,
  ]);
}
