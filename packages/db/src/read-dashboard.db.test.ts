import { NOW } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFilter, listCertificates, readDashboard } from './index.ts';
import {
  type Bench,
  daysAgo,
  type GivenWorkspace,
  givenActive,
  givenBusiness,
  givenOrder,
  givenRedeemed,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let workspace: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench();
  ({ workspace } = await givenBusiness(bench.database));
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

const list = (filter: CertificateFilter, limit: number) =>
  listCertificates(bench.database, workspace.id, filter, { now: NOW, limit, cursor: null });

describe('the dashboard', () => {
  it.each([7, 30, 90, 365, 900])(
    'of %i days equals the list with the same filters, to the cent',
    async (days) => {
      const figures = await readDashboard(bench.database, workspace.id, {
        now: NOW,
        days,
        timeZone: 'Europe/Berlin',
      });
      const since = daysAgo(days);
      const total = async (filter: CertificateFilter) => (await list(filter, 1)).total;
      expect(figures).toMatchObject({
        sold: await total({ soldSince: since }),
        redeemed: await total({ redeemedSince: since }),
        outstanding: await total({ status: ['active'] }),
        expiringSoon: await total({ expiresBefore: daysAgo(-30) }),
      });
      const sum = (of: 'soldMinor' | 'redeemedMinor') =>
        figures.series.reduce((minor, point) => minor + point[of], 0);
      expect(sum('soldMinor')).toBe(figures.sold.amountMinor);
      expect(sum('redeemedMinor')).toBe(figures.redeemed.amountMinor);
      expect(figures.series.map(({ on }) => on)).toEqual(figures.series.map(({ on }) => on).toSorted());
    },
  );

  it('and the list show one moment each, also while certificates are sold and used', async () => {
    const busy = await givenWorkspace(bench.database);
    let isOver = false;
    const selling = Array.from({ length: 3 }, async () => {
      while (!isOver) {
        const active = await givenActive(bench.database, busy);
        await givenRedeemed(bench.database, active, await givenOrder(bench.database, busy));
      }
    });
    try {
      for (let read = 0; read < 15; read += 1) {
        const figures = await readDashboard(bench.database, busy.id, { now: NOW, days: 30, timeZone: 'UTC' });
        const { sold, redeemed, outstanding, series } = figures;
        expect(sold.amountMinor).toBe(redeemed.amountMinor + outstanding.amountMinor);
        expect(series.reduce((minor, point) => minor + point.soldMinor, 0)).toBe(sold.amountMinor);
        const page = await listCertificates(
          bench.database,
          busy.id,
          {},
          { now: NOW, limit: 10_000, cursor: null },
        );
        expect(page.total.count).toBe(page.rows.length);
      }
    } finally {
      isOver = true;
      await Promise.all(selling);
    }
  });

  it('counts the popular amounts of what was sold, the most popular first', async () => {
    const { popularAmounts } = await readDashboard(bench.database, workspace.id, {
      now: NOW,
      days: 900,
      timeZone: 'UTC',
    });
    expect(popularAmounts[0]).toEqual({ amountMinor: 15_000, count: 15 });
    expect(popularAmounts.length).toBeLessThanOrEqual(6);
  });

  it('is all zeros for a workspace without certificates', async () => {
    const empty = await givenWorkspace(bench.database);
    const nothing = { count: 0, amountMinor: 0 };
    expect(
      await readDashboard(bench.database, empty.id, { now: NOW, days: 30, timeZone: 'UTC' }),
    ).toMatchObject({
      sold: nothing,
      redeemed: nothing,
      outstanding: nothing,
      expiringSoon: nothing,
      popularAmounts: [],
    });
  });
});
