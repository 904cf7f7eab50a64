import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Account, changeOwner } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isRunning } from './process.ts';

const run = promisify(execFile);
const INITDB_TIMEOUT_MS = 120_000;
const UNFINISHED = /^initialising-(\d+)-/;

/** The superuser, who owns the database and its migrations. */
export const OWNER = 'boon';

/** One set of databases on disk. `home` is ours; PostgreSQL owns `data` below it. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** Makes the directory if it is missing. It keeps one spelling, because running servers are recognised by it. */
export async function prepareHome(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return await realpath(dataDir);
}

export function dataIn(home: string): string {
  return path.join(home, 'cluster', 'data');
}

interface OpenCluster {
  readonly home: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly durable: 'yes' | 'no';
  readonly log: (line: string) => void;
}

/** The cluster in `home`, created at the first start. Any number of processes may do this at once. */
export async function openCluster(options: OpenCluster): Promise<Cluster> {
  const { home, binaries } = options;
  const directory = path.join(home, 'cluster');
  await removeUnfinished(home);
  if ((await versionOf(directory)) === undefined) await createCluster(options, directory);

  const version = await versionOf(directory);
  if (version !== binaries.majorVersion) {
    throw new Error(
      `The database in ${directory} was written by PostgreSQL ${version ?? '(unknown)'}, this is PostgreSQL ` +
        `${binaries.majorVersion}. Move that directory away to begin with an empty database, or set DATABASE_URL ` +
        'to a server that holds its data.',
    );
  }
  return {
    data: dataIn(home),
    log: path.join(home, 'postgres.log'),
    password: await readPassword(path.join(directory, 'password')),
  };
}

async function versionOf(directory: string): Promise<string | undefined> {
  return (await readIfPresent(path.join(directory, 'data', 'PG_VERSION')))?.trim();
}

async function readPassword(file: string): Promise<string> {
  const password = (await readIfPresent(file))?.trim();
  if (password) return password;
  throw new Error(
    `The database's password is missing: ${file}. Put it back from your backup, or set DATABASE_URL to use a ` +
      'PostgreSQL server of your own.',
  );
}

/**
 * Everything is made in a directory of its own and renamed into place when it is complete. A start that was cut
 * short leaves nothing that looks like a database, and of two rivals one renames and the other uses its result.
 */
async function createCluster(options: OpenCluster, directory: string): Promise<void> {
  const { home, account, binaries, durable, log } = options;
  log('Creating the database (first start only, a few seconds)');
  const unfinished = path.join(home, `initialising-${process.pid}-${randomBytes(4).toString('hex')}`);
  const data = path.join(unfinished, 'data');
  const passwordFile = path.join(unfinished, 'password');
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await changeOwner(unfinished, account);
    await writePassword(passwordFile);
    await changeOwner(passwordFile, account);

    const {
      file,
      args,
      options: spawnOptions,
    } = account.command(binaries.initdb, [
      `--pgdata=${data}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable === 'no' ? ['--no-sync'] : []),
    ]);
    await run(file, args, { ...spawnOptions, timeout: INITDB_TIMEOUT_MS });
    await rename(unfinished, directory);
    if (durable === 'yes') await syncDirectory(home);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if ((await versionOf(directory)) !== undefined) return;
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(
      `The database could not be created in ${home}${reason ? `: ${reason}` : ''}. ` +
        'Set DATABASE_URL to use a PostgreSQL server of your own.',
      { cause: error },
    );
  }
}

async function writePassword(file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(24).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o600);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a process that was killed during its first start left behind. */
async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const owner = UNFINISHED.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
