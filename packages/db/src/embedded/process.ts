import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PS_TIMEOUT_MS = 5_000;

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Sends a signal; a process that has just ended is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Whether this process is the PostgreSQL server of this data directory. A number alone proves nothing: after a
 * reboot, or in a new container, it belongs to someone else. A process that only waits to be reaped has no
 * command line left and counts as ended.
 */
export async function isServerOf(data: string, pid: number): Promise<boolean> {
  if (!isRunning(pid)) return false;
  return `${(await commandLine(pid)).replaceAll('\0', ' ').trim()} `.includes(` -D ${data} `);
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return (await run('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], { timeout: PS_TIMEOUT_MS }))
      .stdout;
  } catch {
    return '';
  }
}
