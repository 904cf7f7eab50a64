import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { redeemInOneStatement, type Writes } from './one-statement.ts';

const run = promisify(execFile);

/** @throws Error that says how to get pgbench */
export async function findPgbench(): Promise<string> {
  for (const candidate of ['pgbench', ...globSync('/usr/lib/postgresql/*/bin/pgbench')]) {
    if (await run(candidate, ['--version']).catch(() => null)) return candidate;
  }
  throw new Error(
    'pgbench is missing: it comes with PostgreSQL (Debian: apt-get install postgresql-contrib)',
  );
}

/** Transactions a second of the one statement, for the jobs from `first` on, `each` for each client. */
export async function runPgbench(
  pgbench: string,
  url: string,
  writes: Writes,
  { first, each, clients }: { first: number; each: number; clients: number },
): Promise<number> {
  const script = path.join(tmpdir(), `boon-bench-${process.pid}.sql`);
  await writeFile(
    script,
    `\\set n ${first} + :client_id * ${each} + :turn\n\\set turn :turn + 1\n${redeemInOneStatement(':n', writes).replaceAll(/\s+/g, ' ')};\n`,
  );
  try {
    // Planned once: the few executions of a client would else be spent on planning.
    const { stdout } = await run(
      pgbench,
      [
        '--no-vacuum',
        '--protocol=prepared',
        `--file=${script}`,
        '--define=turn=0',
        `--client=${clients}`,
        `--jobs=${Math.min(2, clients)}`,
        `--transactions=${each}`,
        url,
      ],
      { env: { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' } },
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (!Number.isFinite(perSecond)) throw new Error(`pgbench said: ${stdout}`);
    return perSecond;
  } finally {
    await rm(script, { force: true });
  }
}
