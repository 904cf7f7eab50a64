import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Driver, Query } from './drivers.ts';
import { enterWorkspace, TABLE, writeEntry } from './ledger.ts';

/** How long a statement that should never arrive is given to arrive. */
const GRACE_MS = 250;

export interface Observations {
  /** What A's first statement after the loss was answered with. */
  readonly seenByA: readonly string[] | 'refused';
  /** What of A and B is in the table when all is over. */
  readonly kept: readonly string[];
  /** How long the next transaction on the same pool takes. */
  readonly recoveryMs: number;
}

/**
 * A's connection is killed between two statements of its transaction, while A waits for something else. B, another
 * workspace, begins on the same pool and writes. Then A goes on, and when A is through, B rolls back.
 * The pool has a single connection; with more the same happens by chance.
 */
export async function loseConnectionMidway(driver: Driver, owner: pg.Client): Promise<Observations> {
  const [a, b] = [randomUUID(), randomUUID()];
  const backendOfA = Promise.withResolvers<string>();
  const goOnA = Promise.withResolvers<void>();
  const answerToA = Promise.withResolvers<Observations['seenByA']>();
  const writtenByB = Promise.withResolvers<void>();
  const goOnB = Promise.withResolvers<void>();

  const transactionA = driver.transaction(async (query) => {
    await enterWorkspace(query, a);
    await writeEntry(query, { workspaceId: a, transferId: 'lost with the connection of A', side: 'debit' });
    backendOfA.resolve(await backendOf(query));
    await goOnA.promise;
    try {
      const rows = await query(`select transfer_id from ${TABLE}`);
      answerToA.resolve(rows.map((row) => String(row.transfer_id)));
    } catch (error) {
      answerToA.resolve('refused');
      throw error;
    }
  });
  const overA = Promise.allSettled([transactionA]);

  await owner.query('select pg_terminate_backend($1, 1000)', [await backendOfA.promise]);
  const transactionB = driver.transaction(async (query) => {
    await enterWorkspace(query, b);
    await writeEntry(query, { workspaceId: b, transferId: 'rolled back by B', side: 'debit' });
    writtenByB.resolve();
    await goOnB.promise;
    throw new Error('B changed its mind');
  });
  const overB = Promise.allSettled([transactionB]);

  // node-postgres keeps the only connection reserved for A until A is told, so B may have to wait for that.
  await Promise.race([writtenByB.promise, sleep(GRACE_MS)]);
  goOnA.resolve();
  const seenByA = await answerToA.promise;
  await Promise.all([overA, sleep(GRACE_MS)]);
  goOnB.resolve();
  await overB;

  const askedAt = performance.now();
  await driver.transaction((query) => enterWorkspace(query, a));
  const recoveryMs = performance.now() - askedAt;
  const { rows } = await owner.query<{ transfer_id: string }>(
    `select transfer_id from ${TABLE} where workspace_id = any($1) order by id`,
    [[a, b]],
  );
  return { seenByA, kept: rows.map((row) => row.transfer_id), recoveryMs };
}

async function backendOf(query: Query): Promise<string> {
  const [row] = await query('select pg_backend_pid()::text as pid');
  return String(row?.pid);
}
