import { randomUUID } from 'node:crypto';
import { cancelOrder, openOrder } from '@boon/core';
import { NOW, STAFF } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findDueCertificates, findDueOrders } from './index.ts';
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
        { since, until: new Date(end.getTime() + shift) },
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
    expect(await findDueOrders(bench.database, { since: null, until: before }, 10)).toEqual([]);
    for (const since of [null, before]) {
      expect(await findDueOrders(bench.database, { since, until: NOW }, 10)).toEqual([
        { workspaceId: workspace.id, id: abandoned.id },
      ]);
    }
    expect(await findDueOrders(bench.database, { since: NOW, until: NOW }, 10)).toEqual([]);
  });
});
