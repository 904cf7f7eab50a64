import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Bench,
  givenActive,
  givenOrder,
  givenRedeemed,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;

beforeAll(async () => {
  // One connection, so that it can be told to publish its statistics.
  bench = await openBench({ appConnectionsMax: 1 });
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

describe('redeeming', () => {
  it('rewrites the certificate on its page, without touching an index (HOT)', async () => {
    const workspace = await givenWorkspace(bench.database);
    const certificate = await givenActive(bench.database, workspace);
    const order = await givenOrder(bench.database, workspace);
    const before = await updates();
    await givenRedeemed(bench.database, certificate, order);
    expect(await updates()).toEqual({
      certificates: { all: before.certificates.all + 1, hot: before.certificates.hot + 1 },
      orders: { all: before.orders.all + 1, hot: before.orders.hot + 1 },
    });

    async function updates() {
      await bench.database.app.query('select pg_stat_force_next_flush()');
      const { rows } = await bench.owner.query<{ name: 'certificates' | 'orders'; all: number; hot: number }>(
        `select relname as name, n_tup_upd::int as all, n_tup_hot_upd::int as hot from pg_stat_user_tables
         where relname in ('certificates', 'orders') order by relname`,
      );
      const of = (name: string) => {
        const { all = 0, hot = 0 } = rows.find((row) => row.name === name) ?? {};
        return { all, hot };
      };
      return { certificates: of('certificates'), orders: of('orders') };
    }
  });
});
