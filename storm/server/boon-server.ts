import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopAbandonedPostgres } from '../../packages/db/src/embedded/abandoned.ts';
import { freePort } from '../../packages/db/src/embedded/port.ts';
import type { Target } from './api.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS_MAX = 120_000;
const POLL_MS = 50;
const CRASH_NOTICED_MS = 500;

/** The real server as a process of its own, on the embedded database, with commits that wait for the disk. */
export type BoonServer = Target & {
  readonly databaseDirectory: string;
  /** The folder of the local outbox: one JSON file a mail. */
  readonly mailDirectory: string;
  /** What every process of it has printed. */
  printed(): Promise<string>;
  /** Resolves when it is ready. @throws Error with the end of its output */
  start(): Promise<void>;
  /** SIGKILL to the server alone; its database runs on. */
  kill(): Promise<void>;
  /** SIGKILL to PostgreSQL and all its processes, then to the server. */
  killWithDatabase(): Promise<void>;
  /** SIGKILL to one of PostgreSQL's processes, on which it cuts every connection and recovers by itself. */
  crashDatabase(): Promise<void>;
  /** Ends everything and removes the files. */
  remove(): Promise<void>;
};

export async function createBoonServer(preferredPort: number | undefined): Promise<BoonServer> {
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'boon-storm-')));
  const dataDirectory = path.join(home, 'data');
  await mkdir(dataDirectory);
  const databaseDirectory = path.join(dataDirectory, 'postgres');
  const logFile = path.join(home, 'boon.log');
  const apiKey = `boon_storm_${crypto.randomUUID()}`;
  const port = await freePort(preferredPort);
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let up = Promise.withResolvers<void>();
  let disturbances = 0;

  function disturb(): void {
    disturbances += 1;
    up = Promise.withResolvers<void>();
  }

  async function start(): Promise<void> {
    const log = await open(logFile, 'a');
    child = spawn(process.execPath, ['apps/server/dist/main.js'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: tmpdir(),
        PORT: String(port),
        DATA_DIR: dataDirectory,
        BOON_API_KEY: apiKey,
      },
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    await untilReady();
    up.resolve();
  }

  async function untilReady(): Promise<void> {
    const deadline = performance.now() + START_MS_MAX;
    while (performance.now() < deadline && child?.exitCode === null && child.signalCode === null) {
      if (await isReady(url)) return;
      await sleep(POLL_MS);
    }
    throw new Error(`the server does not start:\n${(await readFile(logFile, 'utf8')).slice(-4_000)}`);
  }

  async function endServer(): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  return {
    url,
    apiKey,
    databaseDirectory,
    mailDirectory: path.join(dataDirectory, 'local', 'postmark'),
    ready: () => up.promise,
    disturbances: () => disturbances,
    printed: () => readFile(logFile, 'utf8'),
    start,
    async kill() {
      disturb();
      await endServer();
    },
    async killWithDatabase() {
      disturb();
      const postmaster = await postmasterOf(databaseDirectory);
      for (const pid of [postmaster, ...(await childrenOf(postmaster))]) kill(pid);
      await endServer();
    },
    async crashDatabase() {
      disturb();
      const backend = (await childrenOf(await postmasterOf(databaseDirectory))).at(-1);
      if (backend !== undefined) kill(backend);
      // The old connections must be gone before the server can be ready again.
      await sleep(CRASH_NOTICED_MS);
      await untilReady();
      disturbances += 1;
      up.resolve();
    },
    async remove() {
      await endServer();
      await stopAbandonedPostgres(databaseDirectory);
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function postmasterOf(databaseDirectory: string): Promise<number> {
  const lock = await readFile(path.join(databaseDirectory, 'cluster', 'data', 'postmaster.pid'), 'utf8');
  return Number(lock.split('\n')[0]);
}

/** The processes below this one. */
async function childrenOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    if (status.includes(`\nPPid:\t${parent}\n`)) found.push(Number(name));
  }
  return found;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
