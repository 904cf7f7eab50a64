import { execFile, type SpawnOptions } from 'node:child_process';
import { access, constants, lchown, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 10_000;
const NOBODY = 65_534;

/**
 * PostgreSQL's own environment: ours holds keys that its processes have no use for, and a stray PGDATA or
 * LC_ALL must not change what it does.
 */
const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** On whose behalf PostgreSQL's programs run. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  /** Who must own the data directory; undefined: whoever runs this process. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  command(program: string, args: readonly string[]): { file: string; args: string[]; options: SpawnOptions };
}

const ownAccount: Account = {
  name: 'the current user',
  command: (program, args) => ({ file: program, args: [...args], options: { env: environment } }),
};

/** Root without its powers: a user namespace that maps no one. The files stay root's, even below a 0700 directory. */
const unprivilegedRoot: Account = {
  name: 'a user namespace (unshare -U)',
  owner: { uid: 0, gid: 0 },
  command: (program, args) => ({
    file: 'unshare',
    args: ['-U', program, ...args],
    options: { env: environment },
  }),
};

function otherUser(uid: number, gid: number): Account {
  return {
    name: `uid ${uid}`,
    owner: { uid, gid },
    command: (program, args) => ({
      file: program,
      args: [...args],
      options: { env: environment, uid, gid },
    }),
  };
}

/**
 * The first account that can both run the programs and write to `home`, which it then owns. Root prefers the
 * present owner of the data, so that one directory serves `npm start` and `sudo npm start`.
 */
export async function chooseAccount(home: string, binaries: Binaries): Promise<Account> {
  if (process.getuid?.() !== 0) {
    await assertWritable(home);
    return ownAccount;
  }
  const { uid, gid } = await stat(home);
  const candidates = [unprivilegedRoot, otherUser(NOBODY, NOBODY)];
  if (uid !== 0) candidates.unshift(otherUser(uid, gid));

  const reasons: string[] = [];
  for (const candidate of candidates) {
    await changeOwner(home, candidate);
    const reason = await refusal(candidate, home, binaries);
    if (reason === undefined) {
      await handOver(home, candidate);
      return candidate;
    }
    reasons.push(`${candidate.name}: ${reason}`);
  }
  await lchown(home, uid, gid);
  throw new Error(
    `PostgreSQL does not run as root, and no other way works here (${reasons.join('; ')}). ` +
      'Start Boon as an ordinary user, or set DATABASE_URL to use a PostgreSQL server of your own.',
  );
}

async function assertWritable(home: string): Promise<void> {
  try {
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `The database directory ${home} belongs to another user. Change its owner, choose another DATA_DIR, ` +
        'or set DATABASE_URL to use a PostgreSQL server of your own.',
      { cause },
    );
  }
}

async function refusal(account: Account, home: string, binaries: Binaries): Promise<string | undefined> {
  const script =
    '[ -w "$1" ] && [ -x "$1" ] || { echo "cannot write to $1" >&2; exit 1; }; exec "$2" --version';
  const { file, args, options } = account.command('/bin/sh', [
    '-c',
    script,
    'probe',
    home,
    binaries.postgres,
  ]);
  try {
    await run(file, args, { ...options, timeout: PROBE_TIMEOUT_MS });
    return undefined;
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return stderr || (error instanceof Error ? error.message : String(error));
  }
}

/** Gives one file or directory to the account; nothing to do when we are that account. */
export async function changeOwner(entry: string, account: Account): Promise<void> {
  if (account.owner) await lchown(entry, account.owner.uid, account.owner.gid);
}

/** Gives a whole tree to the account, when it is someone else's. */
async function handOver(home: string, account: Account): Promise<void> {
  const entries = await readdir(home, { withFileTypes: true });
  for (const entry of entries) {
    const full = path.join(home, entry.name);
    if ((await stat(full)).uid === account.owner?.uid) continue;
    await changeOwner(full, account);
    if (!entry.isDirectory()) continue;
    for (const below of await readdir(full, { recursive: true })) {
      await changeOwner(path.join(full, below), account);
    }
  }
}
