import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { APPLICATION, type Driver } from './drivers.ts';
import { enterWorkspace, TABLE, writeEntry } from './ledger.ts';
import { seededRandom } from './seeded-random.ts';

const READ_LIMIT = 20;
const RECOVERY_LIMIT_MS = 10_000;
const FAILURE_PAUSE_MS = 2;

export interface KillStorm {
  readonly kills: number;
  readonly clients: number;
  readonly workspaces: number;
  /** The mean; the storm lasts about kills x pause. */
  readonly pauseMs: number;
  readonly seed: number;
}

export interface KillStormFigures {
  readonly killed: number;
  readonly committed: number;
  readonly failed: number;
  /** Transactions of which one entry is there and the other is not. */
  readonly torn: number;
  /** Acknowledged and not there. */
  readonly lost: number;
  /** Rolled back on purpose, or failed before COMMIT was sent, and there all the same. */
  readonly resurrected: number;
  /** Entries under another workspace than the one whose transaction wrote them. */
  readonly misplaced: number;
  /** Rows of one workspace shown to another's transaction. */
  readonly leaked: number;
  /** Transactions whose statements ran on more than one connection. */
  readonly strayed: number;
  /** From a kill to the next commit, the longest. */
  readonly recoveryMsMax: number;
}

type Outcome = 'acknowledged' | 'refused' | 'unknown';

/**
 * Clients of several workspaces write two entries a transaction, a tenth of them rolls back, and random connections are
 * killed meanwhile. Afterwards the table is compared with what the clients were told.
 */
export async function stormOfKills(
  driver: Driver,
  owner: pg.Client,
  storm: KillStorm,
): Promise<KillStormFigures> {
  const random = seededRandom(storm.seed);
  const workspaces = Array.from({ length: storm.workspaces }, () => randomUUID());
  const outcomes = new Map<string, Outcome>();
  const seen = { leaked: 0, strayed: 0, lastCommitAt: performance.now(), over: false };

  async function transfer(workspaceId: string, transferId: string, rollsBack: 'rolls back' | 'commits') {
    outcomes.set(transferId, 'refused');
    await driver.transaction(async (query) => {
      await enterWorkspace(query, workspaceId);
      const [first] = await query('select pg_backend_pid() as pid');
      await writeEntry(query, { workspaceId, transferId, side: 'debit' });
      const rows = await query(`select workspace_id from ${TABLE} order by id desc limit ${READ_LIMIT}`);
      seen.leaked += rows.filter((row) => row.workspace_id !== workspaceId).length;
      await writeEntry(query, { workspaceId, transferId, side: 'credit' });
      const [last] = await query('select pg_backend_pid() as pid');
      if (first?.pid !== last?.pid) seen.strayed += 1;
      if (rollsBack === 'rolls back') throw new Error('Rolled back on purpose.');
      outcomes.set(transferId, 'unknown');
    });
    outcomes.set(transferId, 'acknowledged');
    seen.lastCommitAt = performance.now();
  }

  async function client(number: number) {
    for (let turn = 0; !seen.over; turn += 1) {
      const workspaceId = workspaces[Math.floor(random() * workspaces.length)] ?? '';
      const rollsBack = random() < 0.1 ? 'rolls back' : 'commits';
      await transfer(workspaceId, `${workspaceId}/${number}/${turn}`, rollsBack).catch(() =>
        sleep(FAILURE_PAUSE_MS),
      );
    }
  }

  const clients = Array.from({ length: storm.clients }, (_, number) => client(number));
  let killed = 0;
  let recoveryMsMax = 0;
  try {
    while (killed < storm.kills) {
      await sleep(random() * 2 * storm.pauseMs);
      // Now and then all at once, as when the server restarts; otherwise one.
      const killedNow = await killBackends(owner, random() < 0.1 ? 'all' : random());
      if (killedNow === 0) continue;
      killed += killedNow;
      recoveryMsMax = Math.max(recoveryMsMax, await nextCommit(performance.now(), seen));
    }
  } finally {
    seen.over = true;
    await Promise.all(clients);
  }
  const { leaked, strayed } = seen;
  return { killed, ...(await compare(owner, outcomes)), leaked, strayed, recoveryMsMax };
}

/** Kills all of the clients' connections, or the one at this fraction of their list. */
async function killBackends(owner: pg.Client, which: 'all' | number): Promise<number> {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = $1 order by backend_start, pid`,
    [APPLICATION],
  );
  const victims = which === 'all' ? rows : rows.slice(Math.floor(which * rows.length)).slice(0, 1);
  const killed = await owner.query<{ ended: boolean }>(
    'select pg_terminate_backend(pid) as ended from unnest($1::int[]) pid',
    [victims.map((victim) => victim.pid)],
  );
  return killed.rows.filter((row) => row.ended).length;
}

async function nextCommit(since: number, seen: { lastCommitAt: number }): Promise<number> {
  while (seen.lastCommitAt < since) {
    if (performance.now() - since > RECOVERY_LIMIT_MS) return RECOVERY_LIMIT_MS;
    await sleep(1);
  }
  return seen.lastCommitAt - since;
}

async function compare(owner: pg.Client, outcomes: ReadonlyMap<string, Outcome>) {
  const { rows } = await owner.query<{ transfer_id: string; sides: string; misplaced: boolean }>(
    `select transfer_id, string_agg(side, ' ' order by id) as sides,
            bool_or(not starts_with(transfer_id, workspace_id::text)) as misplaced
     from ${TABLE} group by transfer_id`,
  );
  const found = new Map(rows.map((row) => [row.transfer_id, row]));
  const figures = { committed: 0, failed: 0, torn: 0, lost: 0, resurrected: 0, misplaced: 0 };
  for (const [transferId, outcome] of outcomes) {
    const row = found.get(transferId);
    if (outcome === 'acknowledged') figures.committed += 1;
    else figures.failed += 1;
    if (row && row.sides !== 'debit credit') figures.torn += 1;
    if (row?.misplaced === true) figures.misplaced += 1;
    if (!row && outcome === 'acknowledged') figures.lost += 1;
    if (row && outcome === 'refused') figures.resurrected += 1;
  }
  return figures;
}
