import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopAbandonedPostgres } from '../../packages/db/src/embedded/abandoned.ts';

/** A running Boon as its tests know it. Plain data: it crosses process borders. */
export type BoonAddress = {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly signInLink: string;
  readonly apiKey: string;
  readonly databaseDirectory: string;
  /** Everything the process has printed. */
  readonly logFile: string;
};

export type BoonProcess = BoonAddress & { stop(): Promise<void> };

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;
const POLL_MS = 100;

/** Starts Boon as `npm start` does after its build: nothing but a port, an empty data directory and an API key. */
export async function startBoon(): Promise<BoonProcess> {
  const home = await mkdtemp(path.join(tmpdir(), 'boon-e2e-'));
  const dataDirectory = path.join(home, 'data');
  const logFile = path.join(home, 'boon.log');
  const apiKey = `boon_test_${crypto.randomUUID()}`;
  const port = await freePort();
  const log = await open(logFile, 'a');
  const child = spawn(process.execPath, ['apps/server/dist/main.js'], {
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

  const url = `http://localhost:${port}`;
  const databaseDirectory = path.join(dataDirectory, 'postgres');
  const stop = async () => {
    await end(child);
    await stopAbandonedPostgres(databaseDirectory);
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const signInLink = await untilReady({ child, url, logFile });
    return { url, signInLink, apiKey, databaseDirectory, logFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Starting = { readonly child: ChildProcess; readonly url: string; readonly logFile: string };

/** Gives the one-time sign-in link that is printed last. @throws Error with the output of a process that did not come up */
async function untilReady({ child, url, logFile }: Starting): Promise<string> {
  const deadline = performance.now() + START_MS_MAX;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const printed = await readFile(logFile, 'utf8');
    const link = /https?:\/\/\S+\/admin\/sign-in\/link\?token=\S+/.exec(printed)?.[0];
    if (link && (await answers(`${url}/readyz`))) return link;
    await sleep(POLL_MS);
  }
  throw new Error(`Boon did not start:\n${await readFile(logFile, 'utf8')}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
