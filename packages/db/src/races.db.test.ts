import { randomUUID } from 'node:crypto';
import {
  type Actor,
  activate,
  cancelOrder,
  completeOrder,
  type Outcome,
  redeem,
  reverse,
  type StoredCertificate,
  type StoredOrder,
} from '@boon/core';
import { NOW, PAID, STAFF, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readActivities, readState, recordDecision, type State, type Wanted } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenWorkspace,
  openBench,
  orderOf,
} from './testing/index.ts';

const CLIENTS = 200;
const ROUNDS_MAX = 40;

let bench: Bench;
let workspace: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench({ appConnectionsMax: CLIENTS });
  workspace = await givenWorkspace(bench.database);
  // Every rival has its own connection, open before the race.
  await Promise.all(Array.from({ length: CLIENTS }, () => bench.database.app.query('select pg_sleep(0.5)')));
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

/** Reads, decides and records until nobody was faster; any error of the database comes out as it is. */
async function attempt(wanted: Wanted, decide: (state: State) => Outcome): Promise<string> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const outcome = decide(await readState(bench.database, workspace.id, wanted));
    if (outcome.type === 'refusal') return outcome.code;
    const recorded = await recordDecision(bench.database, outcome);
    if (recorded !== 'stale') return recorded;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4 * round));
  }
  return 'lost every round';
}

function present<Row>(row: Row | null): Row {
  if (row === null) throw new Error('the row is not there');
  return row;
}

const redeemOnce = (certificate: StoredCertificate, order: StoredOrder, actor: Actor = WIDGET) => {
  const redemptionId = randomUUID();
  return attempt({ lookups: [certificate.code.lookup], orderId: order.id }, (state) =>
    redeem(present(state.certificate), present(state.order), redemptionId, actor, NOW),
  );
};

function count(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

async function logOf(certificate: StoredCertificate): Promise<string[]> {
  const log = await readActivities(bench.database, workspace.id, certificate.id);
  return log.map(({ type }) => type);
}

async function countOf(table: 'redemptions' | 'transfers', certificate: StoredCertificate): Promise<number> {
  const { rows } = await bench.owner.query<{ count: number }>(
    `select count(*)::int from ${table} where certificate_id = $1`,
    [certificate.id],
  );
  return rows[0]?.count ?? 0;
}

const isRedeemed = (type: string) => type === 'redeemed';

describe(`${CLIENTS} clients redeem one code at once`, () => {
  it.each([
    ['on one order', 1],
    ['on 100 orders', 100],
  ])('%s: exactly one wins, one activity, one redemption, one order pays', async (_where, ordersCount) => {
    const certificate = await givenActive(bench.database, workspace);
    const orders: StoredOrder[] = [];
    for (let made = 0; made < ordersCount; made += 1)
      orders.push(await givenOrder(bench.database, workspace));
    const rivals = Array.from({ length: CLIENTS }, (_, index) => orders[index % ordersCount]);
    const answers = await Promise.all(
      rivals.flatMap((order) => (order ? [redeemOnce(certificate, order)] : [])),
    );

    expect(count(answers)).toEqual({ recorded: 1, certificate_redeemed: CLIENTS - 1 });
    expect((await logOf(certificate)).filter(isRedeemed)).toHaveLength(1);
    expect(await countOf('redemptions', certificate)).toBe(1);
    expect(await countOf('transfers', certificate)).toBe(2);
    const { state } = await certificateOf(bench.database, certificate);
    const after = await Promise.all(orders.map((order) => orderOf(bench.database, order)));
    const paid = after.filter(({ appliedMinor }) => appliedMinor > 0);
    expect(paid).toMatchObject([{ appliedMinor: 15_000, version: 2 }]);
    expect(state).toMatchObject({ status: 'redeemed', orderId: paid[0]?.id });
  });
});

describe('rivals for the last of what is due', () => {
  it('two certificates: one fits, the other is told how much is missing', async () => {
    for (let race = 0; race < 10; race += 1) {
      const order = await givenOrder(bench.database, workspace, 20_000);
      const pair = [
        await givenActive(bench.database, workspace),
        await givenActive(bench.database, workspace),
      ];
      const answers = await Promise.all(pair.map((certificate) => redeemOnce(certificate, order)));
      expect(count(answers)).toEqual({ recorded: 1, exceeds_amount_due: 1 });
      expect(await orderOf(bench.database, order)).toMatchObject({ appliedMinor: 15_000 });
    }
  });

  it('forty certificates on an order for ten: ten fit, no more and no fewer', async () => {
    const order = await givenOrder(bench.database, workspace, 150_000);
    const certificates = await Promise.all(
      Array.from({ length: 40 }, () => givenActive(bench.database, workspace)),
    );
    const answers = await Promise.all(certificates.map((certificate) => redeemOnce(certificate, order)));
    expect(count(answers)).toEqual({ recorded: 10, exceeds_amount_due: 30 });
    expect(await orderOf(bench.database, order)).toMatchObject({ appliedMinor: 150_000 });
  });
});

describe('a payment confirmed several times at once', () => {
  it.each([2, 5, 20])(
    'by %i callers activates once, with one set of activities, transfers and mails',
    async (rivals) => {
      const { certificate, payment } = await givenPending(bench.database, workspace);
      const confirm = () =>
        attempt({ certificateId: certificate.id, paymentId: payment.id }, (state) =>
          activate(present(state.certificate), PAID, present(state.payment), workspace, STAFF, NOW),
        );
      const answers = await Promise.all(Array.from({ length: rivals }, confirm));
      expect(count(answers)).toEqual({ recorded: 1, certificate_active: rivals - 1 });
      expect(await logOf(certificate)).toEqual([
        'created',
        'purchased',
        'purchased_from_portal',
        'activated_from_portal',
      ]);
      expect(await countOf('transfers', certificate)).toBe(1);
      const { rows } = await bench.owner.query<{ template: string }>(
        `select payload ->> 'template' as template from outbox
       where kind = 'mail' and payload ->> 'certificateId' = $1 order by 1`,
        [certificate.id],
      );
      expect(rows.map(({ template }) => template)).toEqual(['gift', 'receipt']);
    },
  );
});

describe('an order closes while its certificates move', () => {
  const complete = (order: StoredOrder) =>
    attempt({ orderId: order.id }, (state) => completeOrder(present(state.order), NOW));
  const cancel = (order: StoredOrder) =>
    attempt({ orderId: order.id, include: ['redemptions', 'live_certificates'] }, (state) => {
      const live = state.lines.filter(({ reversedAt }) => reversedAt === null);
      const redemptions = live.map(({ id, certificateId }) => ({
        id,
        certificate: present(state.liveCertificates.find((one) => one.id === certificateId) ?? null),
      }));
      return cancelOrder(present(state.order), redemptions, STAFF, NOW);
    });

  it('removing against completing: the certificate is back or it is spent, never both', async () => {
    for (let race = 0; race < 16; race += 1) {
      const order = await givenOrder(bench.database, workspace);
      const active = await givenActive(bench.database, workspace);
      const { redemptionId } = await givenRedeemed(bench.database, active, order);
      const remove = () =>
        attempt({ orderId: order.id, redemptionId }, (state) =>
          reverse(
            { id: redemptionId, certificate: present(state.certificate) },
            present(state.order),
            WIDGET,
            NOW,
          ),
        );
      // Each goes first in half of the races, or one of them would hardly ever win.
      const run = race % 2 === 0 ? [remove, () => complete(order)] : [() => complete(order), remove];
      const answers = await Promise.all(run.map((start) => start()));
      const [removed, completed] = race % 2 === 0 ? answers : answers.toReversed();
      const after = await orderOf(bench.database, order);
      const { state } = await certificateOf(bench.database, active);
      expect(completed).toBe('recorded');
      expect(after.status).toBe('completed');
      expect([removed, after.appliedMinor, state.status]).toEqual(
        removed === 'recorded' ? ['recorded', 0, 'active'] : ['order_closed', 15_000, 'redeemed'],
      );
    }
  });

  it('cancelling against redeeming: no value is stuck on the cancelled order', async () => {
    for (let race = 0; race < 16; race += 1) {
      const order = await givenOrder(bench.database, workspace);
      const used = await givenActive(bench.database, workspace);
      await givenRedeemed(bench.database, used, order);
      const active = await givenActive(bench.database, workspace);
      const [cancelled, redeemed] = await Promise.all([cancel(order), redeemOnce(active, order)]);
      expect(cancelled).toBe('recorded');
      expect(['recorded', 'order_closed']).toContain(redeemed);
      expect(await orderOf(bench.database, order)).toMatchObject({ status: 'cancelled', appliedMinor: 0 });
      for (const certificate of [used, active]) {
        expect((await certificateOf(bench.database, certificate)).state).toEqual(active.state);
      }
    }
  });

  it('cancelling at once by several callers gives each of its certificates back once, without a deadlock', async () => {
    for (let race = 0; race < 5; race += 1) {
      const order = await givenOrder(bench.database, workspace, 90_000);
      const used = await Promise.all(Array.from({ length: 6 }, () => givenActive(bench.database, workspace)));
      for (const certificate of used) await givenRedeemed(bench.database, certificate, order);
      const answers = await Promise.all(Array.from({ length: 8 }, () => cancel(order)));
      expect(count(answers)).toEqual({ recorded: 1, order_closed: 7 });
      for (const certificate of used) {
        expect((await logOf(certificate)).slice(-2)).toEqual(['redeemed', 'redemption_reversed']);
      }
    }
  });

  it('orders that share rivals never deadlock: ten certificates, ten orders, everybody everywhere', async () => {
    const certificates = await Promise.all(
      Array.from({ length: 10 }, () => givenActive(bench.database, workspace)),
    );
    const orders = await Promise.all(Array.from({ length: 10 }, () => givenOrder(bench.database, workspace)));
    const moves = certificates.flatMap((certificate) =>
      orders.map((order) => redeemOnce(certificate, order)),
    );
    const answers = await Promise.all([...moves, ...orders.map(cancel)]);
    const named = ['recorded', 'certificate_redeemed', 'exceeds_amount_due', 'order_closed'];
    expect(answers.filter((answer) => !named.includes(answer))).toEqual([]);
    expect(answers.slice(-orders.length)).toEqual(orders.map(() => 'recorded'));
  });
});
