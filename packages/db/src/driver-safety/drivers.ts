import pg from 'pg';
import postgres from 'postgres';
import { APP_ROLE } from '../migrate.ts';

export const APPLICATION = 'driver-safety';

type Row = Record<string, unknown>;
export type Query = (text: string, values?: readonly string[]) => Promise<Row[]>;

/** What the product needs of a driver: statements that run in one transaction of one connection, or not at all. */
export interface Driver {
  /** Commits when `work` resolves and rolls back when it rejects. */
  transaction(work: (query: Query) => Promise<void>): Promise<void>;
  end(): Promise<void>;
}

/** The driver the product uses, under the role the product uses. */
export function nodePostgres(url: string, connectionsMax: number): Driver {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    application_name: APPLICATION,
    options: `-c role=${APP_ROLE}`,
    connectionTimeoutMillis: 5_000,
  });
  // An idle client's loss reaches the pool, a busy one's the client; unheard, either ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await work(async (text, values = []) => (await client.query<Row>(text, [...values])).rows);
        const { command } = await client.query('commit');
        if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.');
        client.release();
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          (lost: Error) => client.release(lost),
        );
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

/** The driver the product does not use. */
export function postgresJs(url: string, connectionsMax: number): Driver {
  const sql = postgres(url, {
    max: connectionsMax,
    connection: { application_name: APPLICATION, role: APP_ROLE },
    backoff: () => 0.01,
    connect_timeout: 5,
    onnotice: () => undefined,
  });
  return {
    async transaction(work) {
      await sql.begin((tx) =>
        work(async (text, values = []) => [...(await tx.unsafe<Row[]>(text, [...values]))]),
      );
    },
    end: () => sql.end({ timeout: 1 }),
  };
}
