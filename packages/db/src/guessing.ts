import { sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';

/** Someone trying codes, as far as it can be told from the counts. */
export type Guessing = {
  readonly since: Date;
  readonly latest: Date;
  /** Codes that were looked up and are not known here. */
  readonly wrongCodes: number;
  /** Attempts that were turned away before anything was looked up. */
  readonly turnedAway: number;
  readonly orders: number;
  readonly addresses: number;
};

/** Counts older than this are forgotten. */
export const GUESSES_KEPT_HOURS = 24;

/** The wrong codes of the latest attack on a workspace, or null when nobody tried any for a day. */
export async function readGuessing(database: Database, workspaceId: string): Promise<Guessing | null> {
  return withWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await tx.execute<{
      since: string;
      latest: string;
      wrong: number;
      refused: number;
      orders: number;
      addresses: number;
    }>(sql`
      select w.first_at as since, w.last_at as latest, w.wrong, w.refused,
        count(*) filter (where s.kind = 'order')::integer as orders,
        count(*) filter (where s.kind = 'address')::integer as addresses
      from guess_limits w
      left join guess_limits s on s.workspace_id = w.workspace_id and s.last_at >= w.first_at
      where w.workspace_id = ${workspaceId} and w.kind = 'workspace'
        and w.last_at > clock_timestamp() - ${GUESSES_KEPT_HOURS} * interval '1 hour'
      group by w.first_at, w.last_at, w.wrong, w.refused`);
    const row = rows[0];
    if (!row) return null;
    return {
      since: new Date(row.since),
      latest: new Date(row.latest),
      wrongCodes: row.wrong,
      turnedAway: row.refused,
      orders: row.orders,
      addresses: row.addresses,
    };
  });
}

/** Forgets who tried wrong codes a day ago, in every workspace, at most `limit`. @returns how many went */
export async function forgetOldGuesses(database: Database, limit: number): Promise<number> {
  const { rowCount } = await database.worker.query({
    name: 'forget_old_guesses',
    // A key, not a row's place: a count that goes on meanwhile is looked at again before it goes.
    text: `delete from guess_limits where (workspace_id, kind, subject) in (
      select workspace_id, kind, subject from guess_limits
      where last_at < clock_timestamp() - $1 * interval '1 hour' and drained_at < clock_timestamp() limit $2
      for update skip locked)`,
    values: [GUESSES_KEPT_HOURS, limit],
  });
  return rowCount ?? 0;
}
