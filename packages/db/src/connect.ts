import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgTransactionConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { APP_ROLE, WORKER_ROLE } from './migrate.ts';
import { createSharedReads, type SharedReads } from './read-guarded.ts';
import { createSharedRecords, type SharedRecords } from './record-decision.ts';
import * as schema from './schema/index.ts';
import { DatabaseUnavailable, endsConnection } from './unavailable.ts';

export type Schema = typeof schema;
export type AppDatabase = NodePgDatabase<Schema>;
/** A transaction bound to one tenant: what writes of several statements accept, never the database itself. */
export type Transaction = Parameters<Parameters<AppDatabase['transaction']>[0]>[0];

/** `app` acts for one tenant at a time, `worker` sees the outbox and what is due of every tenant. */
export type Database = {
  readonly app: pg.Pool;
  readonly worker: pg.Pool;
  readonly orm: AppDatabase;
  /** For `readGuarded` and `recordDecision`: statements that requests share. */
  readonly reads: SharedReads;
  readonly records: SharedRecords;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  readonly appConnectionsMax?: number;
  readonly workerConnectionsMax?: number;
  /** Told of connections the server closed; a query on one of them fails by itself. */
  readonly onConnectionLost?: (error: Error) => void;
};

const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Opens the runtime's pools on an already migrated database. Connections act under roles that cannot bypass row-level security. */
export function openDatabase(options: DatabaseOptions): Database {
  const app = openPool(options, APP_ROLE, options.appConnectionsMax ?? 16);
  const worker = openPool(options, WORKER_ROLE, options.workerConnectionsMax ?? 3);
  return {
    app,
    worker,
    orm: drizzle(app, { schema }),
    reads: createSharedReads(app),
    records: createSharedRecords(app),
    async close() {
      await Promise.all([app.end(), worker.end()]);
    },
  };
}

function openPool(options: DatabaseOptions, role: string, max: number): pg.Pool {
  const pool = keepingConnections({
    connectionString: options.url,
    application_name: `boon-${role === APP_ROLE ? 'app' : 'worker'}`,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    options: `-c role=${role} -c synchronous_commit=on -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c lock_timeout=${LOCK_TIMEOUT_MS} -c idle_in_transaction_session_timeout=${STATEMENT_TIMEOUT_MS}`,
  });
  // Without a listener on the pool and on each client, a backend that goes away is an uncaught exception.
  const lost = options.onConnectionLost ?? (() => {});
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/**
 * A pool that gives a connection up when it is lost, and not when the database refuses a statement, as pg's own `query` does:
 * a new connection costs many times what most statements do, and refusals are what races end in. Who gets no connection, or
 * loses it, is told `DatabaseUnavailable`, unless PostgreSQL itself still said why.
 */
function keepingConnections(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('connect', tellLosses);
  const givenConnection = pool.connect.bind(pool);
  const connect = () =>
    givenConnection().catch((error: unknown) => {
      throw new DatabaseUnavailable(error);
    });
  const query = async (statement: string | pg.QueryConfig, values?: unknown[]) => {
    const client = await connect();
    let lost: boolean | undefined;
    try {
      return await client.query(statement, values);
    } catch (error) {
      lost = error instanceof DatabaseUnavailable || endsConnection(error);
      throw error;
    } finally {
      client.release(lost);
    }
  };
  return Object.assign(pool, { connect, query });
}

function tellLosses(client: pg.PoolClient): void {
  const given = client.query.bind(client) as (...call: unknown[]) => unknown;
  const query = (...call: unknown[]) => {
    const result = given(...call);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw !(error instanceof pg.DatabaseError) && endsConnection(error)
        ? new DatabaseUnavailable(error)
        : error;
    });
  };
  Object.assign(client, { query });
}

/**
 * Refuses to run money on a connection that could lose a commit or see another tenant.
 * @throws Error naming what is wrong
 */
export async function assertSafeSession(database: Database): Promise<void> {
  const { rows } = await database.app.query<{
    role: string;
    bypasses: boolean;
    synchronous: string;
    version: number;
  }>(
    `select current_user as role, rolbypassrls or rolsuper as bypasses, current_setting('synchronous_commit') as synchronous,
            current_setting('server_version_num')::int as version
     from pg_roles where rolname = current_user`,
  );
  const session = rows[0];
  if (!session || session.role !== APP_ROLE || session.bypasses) {
    throw new Error(
      `DATABASE_URL: the session must act as ${APP_ROLE} without BYPASSRLS, it acts as ${session?.role}`,
    );
  }
  if (session.synchronous === 'off' || session.synchronous === 'local') {
    throw new Error(`DATABASE_URL: synchronous_commit must be on, it is ${session.synchronous}`);
  }
  if (session.version < 150_000) {
    throw new Error(`DATABASE_URL: PostgreSQL 15 or later is needed, this is ${session.version}`);
  }
}

/** Runs reads, or an edit of several statements, as one tenant. Money moves do not belong here: see `recordDecision`. */
export async function withWorkspace<Result>(
  database: Database,
  workspaceId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return runAsTenant(database, workspaceId, work, {});
}

/** Reads of several statements that must agree with each other: all of them see the same moment. */
export async function withSnapshot<Result>(
  database: Database,
  workspaceId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return runAsTenant(database, workspaceId, work, {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

async function runAsTenant<Result>(
  database: Database,
  workspaceId: string,
  work: (tx: Transaction) => Promise<Result>,
  config: PgTransactionConfig,
): Promise<Result> {
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.workspace_id', ${workspaceId}, true)`);
    return work(tx);
  }, config);
}

/** Whether the database answers right now. */
export async function isReachable(database: Database): Promise<boolean> {
  return database.app.query('select 1').then(
    () => true,
    () => false,
  );
}
