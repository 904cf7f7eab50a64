import pg from 'pg';
import { type Cluster, OWNER } from './cluster.ts';
import type { Postmaster } from './lock-file.ts';

/** Session lock number of "a Boon process uses this server"; any constant, but the same in every version. */
const LEASE = 20_261_118;
const CONNECT_TIMEOUT_MS = 5_000;
const WRONG_PASSWORD = '28P01';
const DATABASE_EXISTS = ['42P04', '23505'];

/** A connection held for as long as this process uses the server. It ends by itself when the process is killed. */
export interface Lease {
  /** Gives it up. `last` when no other process holds one, so that the server may be stopped. */
  release(): Promise<'last' | 'others remain'>;
}

export function urlOf(cluster: Cluster, { port }: Postmaster, database: string): string {
  return `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** The server is not ours to use at this moment: it is about to stop, or something else answers on its port. */
export interface Refused {
  readonly reason: unknown;
}

export async function takeLease(cluster: Cluster, postmaster: Postmaster): Promise<Lease | Refused> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, postmaster, 'postgres'),
    application_name: 'boon-lease',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on('error', () => client.end().catch(() => undefined));
  let reason: unknown = new Error('Another cluster answers on the port, or the server is about to stop.');
  try {
    await client.connect();
    const { rows } = await client.query<{ directory: string; taken: boolean }>(
      `select current_setting('data_directory') as directory, pg_try_advisory_lock_shared($1) as taken`,
      [LEASE],
    );
    if (rows[0]?.taken === true && rows[0].directory === cluster.data) return leaseOn(client);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === WRONG_PASSWORD) {
      await client.end().catch(() => undefined);
      throw new Error(
        `The PostgreSQL in ${cluster.data} does not accept the password kept beside it. Restore both together ` +
          'from your backup, or set DATABASE_URL to use a PostgreSQL server of your own.',
        { cause: error },
      );
    }
    reason = error;
  }
  await client.end().catch(() => undefined);
  return { reason };
}

function leaseOn(client: pg.Client): Lease {
  return {
    async release() {
      try {
        // Held to the end of the connection when it succeeds, so nobody moves in before the server stops.
        const { rows } = await client.query<{ last: boolean }>(
          'select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last',
          [LEASE],
        );
        if (rows[0]?.last === true) return 'last';
        await client.end();
        return 'others remain';
      } catch {
        return 'last';
      }
    },
  };
}

/** Creates the product's database when it is missing; a rival that was faster is welcome. */
export async function ensureDatabase(cluster: Cluster, postmaster: Postmaster, name: string): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, postmaster, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
    if (!DATABASE_EXISTS.includes(code)) throw error;
  } finally {
    await client.end();
  }
}
