import { randomUUID } from 'node:crypto';
import { cancelOrder, openOrder } from '@boon/core';
import { NOW, STAFF } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DueRow, findDueCertificates, findDueOrders } from './index.ts';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
  orderOf,
  record,
} from './testing/index.ts';

let bench: Bench;
let workspaces: GivenWorkspace[];

beforeAll(async () => {
  bench = await openBench();
  workspaces = [await givenWorkspace(bench.database), await givenWorkspace(bench.database)];
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

describe('what the clock has made due', () => {
  it('is every active certificate whose day has passed, of every workspace, from the very instant', async () => {
    const due: string[] = [];
    let end = NOW;
    for (const workspace of workspaces) {
      const active = await givenActive(bench.database, workspace);
      if (active.state.status === 'active' && active.state.validity) end = active.state.validity.expiresAt;
      due.push(active.id);
      await givenPending(bench.database, workspace);
      await givenVoided(bench.database, await givenActive(bench.database, workspace));
      await givenExpired(bench.database, await givenActive(bench.database, workspace));
      const order = await givenOrder(bench.database, workspace);
      await givenRedeemed(bench.database, await givenActive(bench.database, workspace), order);
    }
    const at = async (shift: number, limit = 100, since: Date | null = null) => {
      const rows = await findDueCertificates(
        bench.database,
        { since, until: new Date(end.getTime() + shift), after: null },
        limit,
      );
      return rows.map(({ id }) => id).toSorted();
    };
    expect(await at(-1)).toEqual([]);
    expect(await at(0)).toEqual(due.toSorted());
    expect(await at(1)).toEqual(due.toSorted());
    expect(await at(0, 1)).toHaveLength(1);
    expect(await at(0, 100, new Date(end.getTime() - 1))).toEqual(due.toSorted());
    expect(await at(0, 100, end)).toEqual([]);
  });

  it('is every order still open at its end, and no other', async () => {
    const [workspace] = workspaces;
    if (!workspace) throw new Error('no workspace');
    const base = await givenOrder(bench.database, workspace);
    const makeEnding = async (expiresAt: Date) => {
      const id = randomUUID();
      await record(bench.database, openOrder({ ...base, id, reference: id, expiresAt }));
      return orderOf(bench.database, { workspaceId: workspace.id, id });
    };
    const abandoned = await makeEnding(NOW);
    const cancelled = await makeEnding(NOW);
    await record(bench.database, cancelOrder(cancelled, [], STAFF, NOW));
    const before = new Date(NOW.getTime() - 1);
    const find = (since: Date | null, until: Date) =>
      findDueOrders(bench.database, { since, until, after: null }, 10);
    expect(await find(null, before)).toEqual([]);
    for (const since of [null, before]) {
      expect(await find(since, NOW)).toMatchObject([{ workspaceId: workspace.id, id: abandoned.id }]);
    }
    expect(await find(NOW, NOW)).toEqual([]);
  });

  it('is found in parts too, each row once, those that ended at the very same instant as well', async () => {
    const [workspace] = workspaces;
    if (!workspace) throw new Error('no workspace');
    const base = await givenOrder(bench.database, workspace);
    // With a microsecond that a Date would lose.
    const end = '2026-11-22 12:00:00.000007+00';
    for (let made = 0; made < 5; made += 1) {
      const id = randomUUID();
      await record(bench.database, openOrder({ ...base, id, reference: id, expiresAt: NOW }));
      await bench.owner.query('update orders set expires_at = $2 where id = $1', [id, end]);
    }
    const window = { since: NOW, until: new Date(NOW.getTime() + 1) };
    const found: string[] = [];
    let after: DueRow | null = null;
    for (let part = 0; part < 3; part += 1) {
      const rows: DueRow[] = await findDueOrders(bench.database, { ...window, after }, 2);
      found.push(...rows.map(({ id }) => id));
      after = rows.at(-1) ?? null;
    }
    expect(found).toHaveLength(5);
    expect(new Set(found).size).toBe(5);
    expect(await findDueOrders(bench.database, { ...window, after }, 2)).toEqual([]);
  });
});
