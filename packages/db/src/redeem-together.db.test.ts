import { randomBytes, randomUUID } from 'node:crypto';
import { redeem, type StoredCertificate, type StoredOrder } from '@boon/core';
import { NOW, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, type GuardedAnswer, insertApiKey, openDatabase } from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenVoided,
  givenWorkspace,
  openBench,
  orderOf,
} from './testing/index.ts';
import { type Attempt, attemptIn, factsOf, redeemedBy } from './testing/redeeming-at-once.ts';

/** What each certificate here is worth. */
const AMOUNT_MINOR = 15_000;

let bench: Bench;
let own: GivenWorkspace;

beforeAll(async () => {
  bench = await openBench({ appConnectionsMax: 8 });
});
beforeEach(async () => {
  await bench.owner.query('delete from guess_limits');
  own = await givenWorkspace(bench.database);
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

function attempt({
  database = bench.database,
  ...wanted
}: Attempt & { readonly database?: Database }): Promise<GuardedAnswer> {
  return attemptIn({ database, workspace: own }, wanted);
}

describe('calls that arrive together', () => {
  const pairs = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => ({
        certificate: await givenActive(bench.database, own),
        order: await givenOrder(bench.database, own),
      })),
    );
  /** How many statements wrote these redemptions. */
  const statementsBehind = async (redemptionIds: readonly string[]) => {
    const { rows } = await bench.owner.query<{ count: number }>(
      'select count(distinct xmin::text)::integer as count from redemptions where id = any ($1)',
      [redemptionIds],
    );
    return rows[0]?.count;
  };

  it('are redeemed in one statement, each as if it were alone, and answered in their order', async () => {
    const given = await pairs(40);
    const redemptionIds = given.map(() => randomUUID());
    const answers = await Promise.all(
      given.map(({ certificate, order }, index) =>
        attempt({ code: certificate.code, orderId: order.id, redemptionId: redemptionIds[index] as string }),
      ),
    );
    expect(await statementsBehind(redemptionIds)).toBe(1);
    for (const [index, { certificate, order }] of given.entries()) {
      const redeemed = redeemedBy(answers[index] as GuardedAnswer);
      const [line] = redeemed?.lines ?? [];
      expect(line).toMatchObject({ id: redemptionIds[index], certificateId: certificate.id });
      const outcome = redeem(
        certificate,
        order,
        String(redemptionIds[index]),
        WIDGET,
        line?.createdAt ?? NOW,
      );
      if (outcome.type === 'refusal') throw new Error(outcome.code);
      expect(await factsOf(bench, certificate, order)).toEqual({
        certificate: { ...outcome.certificates[0]?.row, version: certificate.version + 1 },
        order: { ...outcome.order?.row, version: order.version + 1 },
        activity: outcome.activities[0],
        transfer: outcome.transfers[0],
      });
    }
  });

  it('for one certificate or one order are decided one after the other', async () => {
    const [first, second, third] = await pairs(3);
    if (!first || !second || !third) throw new Error('three pairs');
    const answers = await Promise.all([
      attempt({ code: first.certificate.code, orderId: first.order.id }),
      attempt({ code: first.certificate.code, orderId: second.order.id }),
      attempt({ code: second.certificate.code, orderId: first.order.id }),
      attempt({ code: third.certificate.code, orderId: third.order.id }),
    ]);
    expect(answers.map((answer) => redeemedBy(answer) !== null)).toEqual([true, false, false, true]);
    expect(answers[1]?.read).toMatchObject({
      certificate: { state: { status: 'redeemed' } },
      order: { appliedMinor: 0 },
    });
    expect(answers[2]?.read).toMatchObject({
      certificate: { state: { status: 'active' } },
      order: { appliedMinor: AMOUNT_MINOR },
      lines: [{ certificateId: first.certificate.id }],
    });
  });

  it('do not suffer from each other: what is refused is read, in its place among the others', async () => {
    const [one, two, three] = await pairs(3);
    if (!one || !two || !three) throw new Error('three pairs');
    const voided = await givenVoided(bench.database, await givenActive(bench.database, own));
    const answers = await Promise.all([
      attempt({ code: voided.code, orderId: one.order.id }),
      attempt({ code: two.certificate.code, orderId: two.order.id }),
      attempt({ code: { ...two.certificate.code, lookup: randomBytes(32) }, orderId: one.order.id }),
      attempt({ code: three.certificate.code, orderId: three.order.id }),
    ]);
    expect(answers.map((answer) => redeemedBy(answer)?.order.id ?? null)).toEqual([
      null,
      two.order.id,
      null,
      three.order.id,
    ]);
    expect(answers[0]?.read).toMatchObject({ certificate: { id: voided.id } });
    expect(answers[2]?.read).toMatchObject({ certificate: null, order: { id: one.order.id } });
  });

  it('do not suffer from an id among them that is taken: that call is read, and the others are redeemed', async () => {
    const [used, mistaken, ...good] = await pairs(6);
    if (!used || !mistaken) throw new Error('six pairs');
    const redemptionId = randomUUID();
    await attempt({ code: used.certificate.code, orderId: used.order.id, redemptionId });
    const redemptionIds = good.map(() => randomUUID());
    const [refused] = await Promise.all([
      attempt({ code: mistaken.certificate.code, orderId: mistaken.order.id, redemptionId }),
      ...good.map(({ certificate, order }, index) =>
        attempt({ code: certificate.code, orderId: order.id, redemptionId: redemptionIds[index] as string }),
      ),
    ]);
    expect(refused.read).toMatchObject({
      redemption: { id: redemptionId, orderId: used.order.id },
      certificate: { id: mistaken.certificate.id, state: { status: 'active' } },
    });
    expect(await statementsBehind(redemptionIds)).toBe(1);
  });

  it('with an idempotency key that is taken among them are each done alone, and nothing of the first try is left', async () => {
    const [used, mistaken, ...good] = await pairs(6);
    if (!used || !mistaken) throw new Error('six pairs');
    const keyHash = randomBytes(32);
    const key = { id: randomUUID(), workspaceId: own.id, name: 'Shop', scopes: ['redeem'], keyHash } as const;
    await insertApiKey(bench.database, key);
    const under = (idempotencyKey: string) => ({
      caller: { keyHash, idempotencyKey },
      redemption: { actorKind: 'api_key', fingerprint: randomBytes(32) } as const,
    });
    await attempt({ code: used.certificate.code, orderId: used.order.id, ...under('taken') });
    const [refused, ...answers] = await Promise.all([
      attempt({ code: mistaken.certificate.code, orderId: mistaken.order.id, ...under('taken') }),
      ...good.map(({ certificate, order }) => attempt({ code: certificate.code, orderId: order.id })),
    ]);
    expect(refused).toMatchObject({ read: null, known: { attempts: 1 } });
    expect((await certificateOf(bench.database, mistaken.certificate)).state.status).toBe('active');
    for (const [index, answer] of answers.entries()) {
      // PostgreSQL tells of an error before it has let go of the rows: who is that fast reads, and would redeem next.
      const free = { certificate: { state: { status: 'active' } }, order: { appliedMinor: 0 } };
      if (redeemedBy(answer) === null) expect(answer.read).toMatchObject(free);
      else
        expect(redeemedBy(answer)?.order).toMatchObject({
          id: good[index]?.order.id,
          appliedMinor: AMOUNT_MINOR,
        });
    }
  });

  it('at several processes, for the same codes and orders, redeem each code once and never wait in a circle', async () => {
    const processes = Array.from({ length: 4 }, () => openDatabase({ url: bench.url, appConnectionsMax: 4 }));
    const deadlocks = async () => {
      const { rows } = await bench.owner.query<{ deadlocks: string }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      );
      return rows[0]?.deadlocks;
    };
    const before = await deadlocks();
    for (let round = 0; round < 10; round += 1) {
      const given = await pairs(12);
      // Tried for the first time in each round, by each process: they are locked after what was redeemed.
      const guessed = await Promise.all([1, 2, 3].map(() => givenOrder(bench.database, own)));
      const wrong = { ...(given[0] as (typeof given)[0]).certificate.code, lookup: randomBytes(32) };
      const turned = <Item>(items: readonly Item[], index: number) =>
        index % 2 === 0 ? items : items.toReversed();
      const answers = await Promise.all(
        processes.flatMap((database, index) => [
          ...turned(given, index).map(({ certificate, order }) =>
            attempt({ database, code: certificate.code, orderId: order.id }),
          ),
          ...turned(guessed, index).map(({ id }) => attempt({ database, code: wrong, orderId: id })),
        ]),
      );
      const redeemed = answers.map((answer) => redeemedBy(answer)?.lines[0]?.certificateId).filter(Boolean);
      expect(redeemed.length).toBeGreaterThan(0);
      expect(new Set(redeemed).size).toBe(redeemed.length);
    }
    expect(await deadlocks()).toBe(before);
    await Promise.all(processes.map((database) => database.close()));
  });
});

describe('rivals of twelve processes, none of which waits for another,', () => {
  let processes: Database[];
  beforeAll(() => {
    processes = Array.from({ length: 12 }, () => openDatabase({ url: bench.url, appConnectionsMax: 1 }));
  });
  afterAll(async () => {
    await Promise.all(processes.map((database) => database.close()));
  });
  const each = <Result>(rivals: number, work: (database: Database, index: number) => Promise<Result>) =>
    Promise.all(
      Array.from({ length: rivals }, (_, index) =>
        work(processes[index % processes.length] as Database, index),
      ),
    );

  it('for one code on one order redeem it once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const certificate = await givenActive(bench.database, own);
      const order = await givenOrder(bench.database, own);
      const answers = await each(12, (database) =>
        attempt({ database, code: certificate.code, orderId: order.id }),
      );
      expect(answers.filter((answer) => redeemedBy(answer) !== null)).toHaveLength(1);
    }
  });

  it('for one code on an order each redeem it on one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const certificate = await givenActive(bench.database, own);
      const orders = await each(12, () => givenOrder(bench.database, own));
      const answers = await each(12, (database, index) =>
        attempt({ database, code: certificate.code, orderId: (orders[index] as StoredOrder).id }),
      );
      expect(answers.filter((answer) => redeemedBy(answer) !== null)).toHaveLength(1);
    }
  });

  it('for one order with a code each never pay more than it costs', async () => {
    for (let round = 0; round < 20; round += 1) {
      const order = await givenOrder(bench.database, own, AMOUNT_MINOR * 3);
      const certificates = await each(12, () => givenActive(bench.database, own));
      const answers = await each(12, (database, index) =>
        attempt({ database, code: (certificates[index] as StoredCertificate).code, orderId: order.id }),
      );
      const redeemed = answers.filter((answer) => redeemedBy(answer) !== null).length;
      expect(redeemed).toBeGreaterThan(0);
      expect(redeemed).toBeLessThanOrEqual(3);
      expect((await orderOf(bench.database, order)).appliedMinor).toBe(redeemed * AMOUNT_MINOR);
    }
  });

  it('for one order are each told of all that had been applied to it by then', async () => {
    for (let round = 0; round < 30; round += 1) {
      const order = await givenOrder(bench.database, own, AMOUNT_MINOR * 12);
      const certificates = await each(12, () => givenActive(bench.database, own));
      const answers = await each(12, (database, index) =>
        attempt({ database, code: (certificates[index] as StoredCertificate).code, orderId: order.id }),
      );
      for (const { order: told, lines } of answers.map(redeemedBy).filter((redeemed) => redeemed !== null)) {
        expect(lines.length * AMOUNT_MINOR).toBe(told.appliedMinor);
      }
    }
  });
});
