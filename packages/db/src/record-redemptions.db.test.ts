import { randomUUID } from 'node:crypto';
import { type Decision, redeem, type StoredCertificate, type StoredOrder } from '@boon/core';
import { NOW, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase, recordDecision } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenWorkspace,
  openBench,
  orderOf,
} from './testing/index.ts';

let bench: Bench;
let other: Database;
let own: GivenWorkspace;
let statements: string[];

beforeAll(async () => {
  bench = await openBench({ appConnectionsMax: 8 });
  other = openDatabase({ url: bench.url, appConnectionsMax: 8 });
  bench.database.app.on('connect', (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query(...args: Parameters<typeof query>) {
        const [first] = args as readonly unknown[];
        if (typeof first === 'object' && first !== null && 'name' in first)
          statements.push(String(first.name));
        return query(...args);
      },
    });
  });
});
beforeEach(async () => {
  statements = [];
  own = await givenWorkspace(bench.database);
});
afterEach(() => bench.assertBooksAgree());
afterAll(async () => {
  await other.close();
  await bench.close();
});

type Pair = { readonly certificate: StoredCertificate; readonly order: StoredOrder };
const pairs = (count: number): Promise<Pair[]> =>
  Promise.all(
    Array.from({ length: count }, async () => ({
      certificate: await givenActive(bench.database, own),
      order: await givenOrder(bench.database, own),
    })),
  );
const decided = ({ certificate, order }: Pair, redemptionId: string = randomUUID()): Decision => {
  const outcome = redeem(certificate, order, redemptionId, WIDGET, NOW);
  if (outcome.type === 'refusal') throw new Error(outcome.code);
  return outcome;
};
const record = (decision: Decision, database = bench.database) => recordDecision(database, decision);
const recordings = () => statements.filter((name) => name.startsWith('record_'));

describe('redemptions that arrive together', () => {
  it('are one statement, and each is written with its log, its books and its order', async () => {
    const made = await pairs(20);
    statements = [];
    const results = await Promise.all(made.map((pair) => record(decided(pair))));
    expect(new Set(results)).toEqual(new Set(['recorded']));
    expect(recordings()).toEqual(['record_redemptions']);
    for (const { certificate, order } of made) {
      const { state } = await certificateOf(bench.database, certificate);
      expect(state).toMatchObject({ status: 'redeemed', orderId: order.id });
      expect((await orderOf(bench.database, order)).appliedMinor).toBe(certificate.amount.amountMinor);
    }
  });

  it('are a statement of one each when they come one by one', async () => {
    for (const pair of await pairs(3)) {
      statements = [];
      await record(decided(pair));
      expect(recordings()).toEqual(['record_decision']);
    }
  });

  it('are stale each for itself: by its certificate, or by its order', async () => {
    const [fresh, usedCode, usedOrder] = await pairs(3);
    if (!fresh || !usedCode || !usedOrder) throw new Error('there are three');
    const [code, order] = [decided(usedCode), decided(usedOrder)];
    await record(
      decided({ certificate: usedCode.certificate, order: await givenOrder(bench.database, own) }),
    );
    await record(decided({ certificate: await givenActive(bench.database, own), order: usedOrder.order }));
    statements = [];
    expect(await Promise.all([record(code), record(order), record(decided(fresh))])).toEqual([
      'stale',
      'stale',
      'recorded',
    ]);
    expect(recordings()).toEqual(['record_redemptions']);
    expect((await certificateOf(bench.database, usedOrder.certificate)).state.status).toBe('active');
  });

  it('fail each for itself, when the database refuses one of them', async () => {
    const made = await pairs(3);
    const [first, second, third] = made.map((pair) => decided(pair));
    if (!first || !second || !third) throw new Error('there are three');
    const impossible: Decision = { ...second, transfers: [...second.transfers, ...first.transfers] };
    const wrongWay = impossible.transfers.map((transfer) => ({ ...transfer, to: transfer.from }));
    const results = await Promise.allSettled([
      record(first),
      record({ ...impossible, transfers: wrongWay }),
      record(third),
    ]);
    expect(results).toMatchObject([
      { value: 'recorded' },
      { reason: { constraint: 'transfers_route' } },
      { value: 'recorded' },
    ]);
    const untouched = made[1];
    if (!untouched) throw new Error('there are three');
    expect((await certificateOf(bench.database, untouched.certificate)).state.status).toBe('active');
  });

  it('on one order, or of one code, are written one after the other: the first, and no other', async () => {
    const certificate = await givenActive(bench.database, own);
    const order = await givenOrder(bench.database, own);
    const codes = await Promise.all(Array.from({ length: 10 }, () => givenActive(bench.database, own)));
    const onOneOrder = await Promise.all(codes.map((code) => record(decided({ certificate: code, order }))));
    expect(onOneOrder.filter((result) => result === 'recorded')).toHaveLength(1);
    const orders = await Promise.all(Array.from({ length: 10 }, () => givenOrder(bench.database, own)));
    const ofOneCode = await Promise.all(orders.map((one) => record(decided({ certificate, order: one }))));
    expect(ofOneCode.filter((result) => result === 'recorded')).toHaveLength(1);
  });

  it('of two processes on the same orders are decided one after the other: one of each two is stale', async () => {
    for (let round = 0; round < 10; round += 1) {
      const made = await pairs(16);
      const rivals = await Promise.all(
        made.map(async ({ order }) => ({ certificate: await givenActive(bench.database, own), order })),
      );
      const [here, there] = await Promise.all([
        Promise.all(made.map((pair) => record(decided(pair)))),
        Promise.all(rivals.map((pair) => record(decided(pair), other))),
      ]);
      const outcomes = here.map((result, index) =>
        [result, there[index]].toSorted((a, b) => String(a).localeCompare(String(b))).join(),
      );
      expect(new Set(outcomes)).toEqual(new Set(['recorded,stale']));
    }
  });

  it('of two processes, wanting the same rows in opposite order, do not deadlock', async () => {
    const rounds = 15;
    const before = await deadlocks();
    for (let round = 0; round < rounds; round += 1) {
      const made = await pairs(12);
      const crossed = made.map(({ certificate }, index) => ({
        certificate,
        order: made[made.length - 1 - index]?.order ?? made[0]?.order ?? certificate,
      })) as Pair[];
      const results = await Promise.all([
        ...made.map((pair) => record(decided(pair))),
        ...crossed.toReversed().map((pair) => record(decided(pair), other)),
      ]);
      expect(results.filter((result) => result === 'recorded').length).toBeGreaterThan(0);
    }
    expect(await deadlocks()).toBe(before);
  });
});

async function deadlocks(): Promise<number> {
  const { rows } = await bench.owner.query<{ deadlocks: number }>(
    'select deadlocks::integer from pg_stat_database where datname = current_database()',
  );
  return rows[0]?.deadlocks ?? 0;
}
