import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A PostgreSQL server: its first process, and its port on 127.0.0.1. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export interface Lock extends Postmaster {
  /** starting, ready, stopping or standby. */
  readonly status: string;
}

function lockFile(data: string): string {
  return path.join(data, 'postmaster.pid');
}

/** PostgreSQL's postmaster.pid: process, directory, start time, port, ..., and on its eighth line the state. */
export async function readLock(data: string): Promise<Lock | undefined> {
  const lines = (await readFile(lockFile(data), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, port, status: lines[7]?.trim() ?? '' };
}

/**
 * PostgreSQL refuses to start while any process has the number in its lock file. Moved aside before it is
 * judged again, so that a rival's fresh lock is put back; shared memory still guards the directory meanwhile.
 */
export async function removeStaleLock(data: string, stale: Lock): Promise<void> {
  const aside = `${lockFile(data)}.${process.pid}`;
  try {
    await rename(lockFile(data), aside);
  } catch {
    return;
  }
  const found = Number((await readFile(aside, 'utf8')).split('\n')[0]);
  if (found === stale.pid) await rm(aside);
  else await rename(aside, lockFile(data));
}
