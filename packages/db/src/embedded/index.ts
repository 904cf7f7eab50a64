import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount } from './account.ts';
import { locateBinaries } from './binaries.ts';
import { type Cluster, openCluster, prepareHome } from './cluster.ts';
import { ensureDatabase, type Lease, takeLease, urlOf } from './lease.ts';
import type { Postmaster } from './lock-file.ts';
import { obtainPostmaster, stopPostmaster } from './postmaster.ts';
import { isDurable } from './settings.ts';

const LEASE_ATTEMPTS_MAX = 100;
const LEASE_PAUSE_MS = 100;
const DATABASE = 'boon';

export interface EmbeddedPostgresOptions {
  /** Where the database lives; created when missing, and everything PostgreSQL writes stays below it. */
  readonly dataDir: string;
  /** Told what happens, one line at a time. */
  readonly log?: (line: string) => void;
  /** Server settings over the defaults, by PostgreSQL's names. They hold for a server that is started, not for one found running. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Of the database `boon`, as its owner. Holds the password. */
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  /** Stops the server, unless another Boon process still uses it. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in `dataDir`, or joins the one that is running there: left by a process that was killed, or
 * used by a neighbour. The last process that stops takes the server with it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log = () => undefined, settings = {} } = options;
  const binaries = await locateBinaries();
  const home = await prepareHome(path.resolve(dataDir));
  const account = await chooseAccount(home, binaries);
  const durable = isDurable(settings) ? 'yes' : 'no';
  const cluster = await openCluster({ home, account, binaries, durable, log });

  let cause: unknown;
  for (let attempt = 0; attempt < LEASE_ATTEMPTS_MAX; attempt += 1) {
    if (attempt > 0) await sleep(LEASE_PAUSE_MS);
    const postmaster = await obtainPostmaster({ cluster, account, binaries, settings, log });
    const lease = await takeLease(cluster, postmaster);
    if ('reason' in lease) {
      cause = lease.reason;
      continue;
    }
    const stop = stopOnce(cluster, postmaster, lease);
    try {
      await ensureDatabase(cluster, postmaster, DATABASE);
    } catch (error) {
      await stop();
      throw error;
    }
    log(`PostgreSQL ${binaries.majorVersion} is ready on 127.0.0.1:${postmaster.port}`);
    return { url: urlOf(cluster, postmaster, DATABASE), pid: postmaster.pid, stop };
  }
  throw new Error(`PostgreSQL in ${home} runs but does not let us in. See ${cluster.log}.`, { cause });
}

function stopOnce(cluster: Cluster, postmaster: Postmaster, lease: Lease): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= releaseAndStop(cluster, postmaster, lease);
    return stopped;
  };
}

async function releaseAndStop(cluster: Cluster, postmaster: Postmaster, lease: Lease): Promise<void> {
  if ((await lease.release()) === 'last') await stopPostmaster(cluster.data, postmaster);
}
