import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopAbandonedPostgres } from '../embedded/abandoned.ts';
import { isRunning } from '../embedded/process.ts';

const DIRECTORY = /^boon-test-(\d+)-/;

/** Test clusters carry the number of the process that made them, so that the next run knows whose it is. */
export function directoryPrefix(pid: number): string {
  return `boon-test-${pid}-`;
}

/** Stops and removes the clusters of test runs that were killed: their servers outlive them. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = DIRECTORY.exec(name)?.[1];
    if (maker === undefined || isRunning(Number(maker))) continue;
    const directory = path.join(tmpdir(), name);
    await stopAbandonedPostgres(directory);
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}
