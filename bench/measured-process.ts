import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MS_MAX = 60_000;
const POLL_MS = 10;

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
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      printed = (printed + bytes.toString()).slice(-4_000);
    });
  }
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || performance.now() - startedAt > START_MS_MAX) {
      child.kill('SIGKILL');
      throw new Error(`${args.join(' ')} does not start:\n${printed}`);
    }
    await sleep(POLL_MS);
  }
  const readyMs = performance.now() - startedAt;
  return {
    readyMs,
    residentMegabytes: () => residentMegabytes(child),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
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
