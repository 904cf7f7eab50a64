import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, changeOwner } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { type Postmaster, readLock, removeStaleLock } from './lock-file.ts';
import { freePort } from './port.ts';
import { isRunning, isServerOf, signal } from './process.ts';
import { serverArguments } from './settings.ts';

const POLL_MS = 15;
/** Long enough to replay the log after a crash; an ordinary start takes a quarter of a second. */
const START_TIMEOUT_MS = 120_000;
const LAUNCHES_MAX = 8;
const LAUNCH_PAUSE_MS = 250;
const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const LOG_MAX_BYTES = 5 * 1024 * 1024;
const LOG_TAIL_BYTES = 2_000;

interface Launch {
  readonly cluster: Cluster;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/**
 * The one server of this cluster: the one that already runs (left over by a killed process, or a neighbour's),
 * or a new one. PostgreSQL's own lock on the directory decides between two that start at once.
 */
export async function obtainPostmaster(options: Launch): Promise<Postmaster> {
  const { cluster, log } = options;
  const deadline = Date.now() + START_TIMEOUT_MS;
  let launches = 0;
  while (Date.now() < deadline) {
    const lock = await readLock(cluster.data);
    if (lock && (await isServerOf(cluster.data, lock.pid))) {
      if (lock.status === 'ready') {
        log(`Using the PostgreSQL that is already running on port ${lock.port}`);
        return lock;
      }
      await sleep(POLL_MS);
      continue;
    }
    if (lock && isRunning(lock.pid)) await removeStaleLock(cluster.data, lock);
    if (launches === LAUNCHES_MAX) break;
    if (launches > 0) await sleep(LAUNCH_PAUSE_MS);
    const started = await launch(
      options,
      await freePort(launches === 0 ? await lastPort(cluster) : undefined),
    );
    if (started) return started;
    launches += 1;
  }
  throw new Error(
    `PostgreSQL did not start. The end of ${cluster.log}:\n${await logTail(cluster.log)}\n` +
      'Set DATABASE_URL to use a PostgreSQL server of your own.',
  );
}

/** One attempt; undefined when the server ended before it was ready (port taken, directory locked). */
async function launch(options: Launch, port: number): Promise<Postmaster | undefined> {
  const { cluster, account, binaries, settings } = options;
  const output = await openLog(cluster.log, account);
  try {
    const {
      file,
      args,
      options: spawnOptions,
    } = account.command(binaries.postgres, [
      '-D',
      cluster.data,
      '-p',
      String(port),
      ...serverArguments(settings),
    ]);
    // A process group of its own: Ctrl-C ends us first, and we end it when the last request is answered.
    const child = spawn(file, args, {
      ...spawnOptions,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    await once(child, 'spawn');
    child.unref();
    const { pid } = child;
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const lock = await readLock(cluster.data);
      if (lock?.pid === pid && lock.status === 'ready') return { pid, port };
      if (Date.now() > deadline) {
        signal(pid, 'SIGQUIT');
        return undefined;
      }
      await sleep(POLL_MS);
    }
    return undefined;
  } finally {
    await output.close();
  }
}

/** Ends the server: what runs is rolled back, what is committed is on disk. Resolves when it is gone. */
export async function stopPostmaster(data: string, { pid }: Postmaster): Promise<void> {
  for (const [name, timeoutMs] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    if (!(await isServerOf(data, pid))) return;
    signal(pid, name);
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      await sleep(POLL_MS);
      if (!(await isServerOf(data, pid))) return;
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) of ${data} does not stop.`);
}

/** The port of the last run: whoever wrote it down finds the database there again. */
async function lastPort(cluster: Cluster): Promise<number | undefined> {
  const options = await readFile(path.join(cluster.data, 'postmaster.opts'), 'utf8').catch(() => '');
  const port = /"-p" "(\d+)"/.exec(options)?.[1];
  return port === undefined ? undefined : Number(port);
}

async function openLog(file: string, account: Account): Promise<FileHandle> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_MAX_BYTES) await rename(file, `${file}.1`);
  const handle = await open(file, 'a', 0o600);
  await changeOwner(file, account);
  return handle;
}

async function logTail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.slice(-LOG_TAIL_BYTES).trim();
}
