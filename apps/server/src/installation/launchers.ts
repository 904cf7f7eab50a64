import { readFileSync } from 'node:fs';

const LAUNCHERS_MAX = 12;

/** This process and, parent by parent, the package managers and their shells that it was started through. */
export type Launch = readonly number[];

/** Read once at start. Where there is no /proc, the direct parent alone is known. */
export function readLaunch(): Launch {
  const launch = [process.pid];
  let parent: number | null = process.ppid;
  while (parent !== null && launch.length < LAUNCHERS_MAX && isPackageManager(parent)) {
    launch.push(parent);
    parent = parentOf(parent);
  }
  return launch.length > 1 || hasProc() ? launch : [process.pid, process.ppid];
}

/**
 * Whether one of them is gone: a package manager that is killed does not always take along what it started. Whoever
 * started the first of them may go, so that a server sent to the background outlives its terminal.
 */
export function isAbandoned(launch: Launch): boolean {
  return launch.some((id, index) => {
    const launcher = launch[index + 1];
    return launcher !== undefined && parentOf(id) !== launcher;
  });
}

function parentOf(id: number): number | null {
  if (id === process.pid) return process.ppid;
  // The name may hold spaces and brackets: what follows the last bracket is regular.
  const stat = readProc(id, 'stat');
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? null : Number(parent);
}

function isPackageManager(id: number): boolean {
  return /\b(npm|npx|pnpm)\b/.test(readProc(id, 'cmdline')?.replaceAll('\0', ' ') ?? '');
}

function hasProc(): boolean {
  return readProc(process.pid, 'stat') !== null;
}

function readProc(id: number, file: 'stat' | 'cmdline'): string | null {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
