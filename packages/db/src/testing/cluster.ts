import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded/index.ts';
import { migrate } from '../migrate.ts';
import { directoryPrefix, removeLeftovers } from './leftovers.ts';

const TEMPLATE = 'boon_template';

/** Nothing here survives the run, so nothing waits for the disk; room for a few hundred rivals in a race. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '300',
};

/** What a test process needs to know to get a database of its own. Plain data: it crosses process borders. */
export interface TestClusterAddress {
  /** As the owner. */
  readonly url: string;
  /** A migrated, empty database that nobody connects to. */
  readonly template: string;
}

export interface TestDatabase {
  /** As the owner. */
  readonly url: string;
  drop(): Promise<void>;
}

export interface TestCluster extends TestClusterAddress {
  /** PostgreSQL's process, for tests that kill it. */
  readonly pid: number;
  readonly dataDir: string;
  createDatabase(): Promise<TestDatabase>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/** A throw-away PostgreSQL with a migrated template database; for test runs, browser tests and storms. */
export async function startTestCluster(): Promise<TestCluster> {
  await removeLeftovers();
  const directory = await mkdtemp(path.join(tmpdir(), directoryPrefix(process.pid)));
  const server = await startEmbeddedPostgres({ dataDir: directory, settings });
  const stop = async () => {
    await maintenance.get(server.url)?.end();
    maintenance.delete(server.url);
    await server.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await inDatabase(server.url, (client) => client.query(`create database ${TEMPLATE}`));
    await migrate(urlTo(server.url, TEMPLATE));
    await inDatabase(server.url, (client) =>
      client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const address = { url: server.url, template: TEMPLATE };
  return {
    ...address,
    pid: server.pid,
    dataDir: directory,
    createDatabase: () => cloneTemplate(address),
    stop,
  };
}

/** A copy of the template: tens of milliseconds, where migrating takes a second. */
export async function cloneTemplate({ url, template }: TestClusterAddress): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const pool = maintenancePool(url);
  await pool.query(`create database ${name} template ${template} strategy file_copy`);
  return {
    url: urlTo(url, name),
    async drop() {
      await pool.query(`drop database if exists ${name} with (force)`);
    },
  };
}

/** By the server's address. */
const maintenance = new Map<string, pg.Pool>();

/** One connection for each process and server: connecting costs more than copying a template. It keeps no process alive. */
function maintenancePool(url: string): pg.Pool {
  const kept = maintenance.get(url);
  if (kept) return kept;
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  // A test may end the server.
  pool.on('error', () => {});
  maintenance.set(url, pool);
  return pool;
}

function urlTo(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function inDatabase(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
