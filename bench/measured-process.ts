import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MS_MAX = 60_000;
const POLL_MS = 10;
const PRINTED_MAX = 4_000;

export type MeasuredProcess = {
  /** From the start of the process to the first answer that says it is ready. */
  readonly readyMs: number;
  residentMegabytes(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts a Node program and waits until `isReady`. @throws Error with the end of what it printed */
export async function startMeasured(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  isReady: () => Promise<boolean>,
): Promise<MeasuredProcess> {
  const startedAt = performance.now();
  // Into a file: who measures must not be woken by each line of the log that it causes.
  const home = await mkdtemp(path.join(tmpdir(), 'boon-measured-'));
  const log = await open(path.join(home, 'log'), 'a+');
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', log.fd, log.fd],
  });
  const tidy = async () => {
    await log.close();
    await rm(home, { recursive: true, force: true });
  };
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || performance.now() - startedAt > START_MS_MAX) {
      child.kill('SIGKILL');
      const printed = (await readFile(path.join(home, 'log'), 'utf8')).slice(-PRINTED_MAX);
      await tidy();
      throw new Error(`${args.join(' ')} does not start:\n${printed}`);
    }
    await sleep(POLL_MS);
  }
  const readyMs = performance.now() - startedAt;
  return {
    readyMs,
    residentMegabytes: () => residentMegabytes(child),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await tidy();
    },
  };
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

export async function answersOk(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
}
