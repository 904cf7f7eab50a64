import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Activity,
  type ApiKeyScope,
  cancelOrder,
  GUESS_LIMITS,
  guessBuckets,
  type Order,
  openOrder,
  redeem,
  reverse,
  type SealedCode,
  type StoredCertificate,
  type StoredOrder,
  type Transfer,
} from '@boon/core';
import { NOW, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  type GuardedAnswer,
  insertApiKey,
  openDatabase,
  type RedemptionAtOnce,
  readGuarded,
  readState,
  redeemedFromKept,
  revokeApiKey,
} from './index.ts';
import {
  type Bench,
  certificateOf,
  type GivenWorkspace,
  givenActive,
  givenCompleted,
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

/** What each certificate here is worth. */
const AMOUNT_MINOR = 15_000;
const YEARS_AGO = new Date(NOW.getTime() - 3 * 365 * 86_400_000);
const BY_WIDGET: RedemptionAtOnce = { actorKind: 'widget', fingerprint: null };

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

/** As `expires_at` has to be: the end of a last day, in a zone where a day ends about then. */
async function endAt({ id }: StoredCertificate, expiresAt: Date): Promise<void> {
  const hour = expiresAt.getUTCHours();
  const hoursAhead = hour > 12 ? 24 - hour : -hour;
  const local = new Date(expiresAt.getTime() + (hoursAhead - 24) * 3_600_000);
  await bench.owner.query(
    'update certificates set valid_through = $2, time_zone = $3, expires_at = $4 where id = $1',
    [
      id,
      local.toISOString().slice(0, 10),
      `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`,
      expiresAt,
    ],
  );
}

async function closeAt({ id }: StoredOrder, expiresAt: Date): Promise<void> {
  await bench.owner.query('update orders set expires_at = $2 where id = $1', [id, expiresAt]);
}

type Attempt = {
  readonly code: SealedCode;
  readonly orderId: string;
  readonly redemptionId?: string;
  readonly redemption?: RedemptionAtOnce;
  readonly caller?: { readonly keyHash: Uint8Array; readonly idempotencyKey: string | null };
  readonly origin?: string;
  readonly address?: string;
  readonly database?: Database;
  readonly workspace?: GivenWorkspace;
};

/** As the server asks: look the code up on this order, and redeem it at once if nothing speaks against it. */
function attempt({ code, orderId, caller, origin, address, ...rest }: Attempt): Promise<GuardedAnswer> {
  return readGuarded(rest.database ?? bench.database, {
    workspaceId: (rest.workspace ?? own).id,
    wanted: {
      lookups: [code.lookup, randomBytes(32)],
      orderId,
      redemptionId: rest.redemptionId ?? randomUUID(),
      include: ['redemptions'],
      ...(origin === undefined ? {} : { origin }),
    },
    buckets: guessBuckets({ orderId, ...(address === undefined ? {} : { address }) }),
    redemption: rest.redemption ?? BY_WIDGET,
    ...(caller && { caller }),
  });
}

function redeemedBy({ read }: GuardedAnswer) {
  return read !== null && 'redeemed' in read ? read.redeemed : null;
}

async function givenOrderWith(changes: Partial<Order>): Promise<StoredOrder> {
  const id = randomUUID();
  const order: Order = {
    id,
    workspaceId: own.id,
    reference: `TOUR-${id}`,
    status: 'open',
    total: { amountMinor: 50_000, currency: own.currency },
    appliedMinor: 0,
    customerName: null,
    customerEmail: null,
    expiresAt: null,
    createdAt: NOW,
    closedAt: null,
    ...changes,
  };
  await record(bench.database, openOrder(order));
  return orderOf(bench.database, order);
}

async function givenOrderWithLines(): Promise<StoredOrder> {
  const order = await givenOrder(bench.database, own, 90_000);
  const [kept, taken] = [await givenActive(bench.database, own), await givenActive(bench.database, own)];
  await givenRedeemed(bench.database, kept, order);
  const { redemptionId } = await givenRedeemed(bench.database, taken, order);
  const live = { id: redemptionId, certificate: await certificateOf(bench.database, taken) };
  await record(bench.database, reverse(live, await orderOf(bench.database, order), WIDGET, NOW));
  return orderOf(bench.database, order);
}

const CERTIFICATES: Readonly<Record<string, () => Promise<StoredCertificate>>> = {
  'a pending one': async () => (await givenPending(bench.database, own)).certificate,
  'an active one': () => givenActive(bench.database, own, {}, new Date()),
  'one that never ends': () => givenActive(bench.database, own, { expiresAfterDays: null }),
  'one whose day has passed': () => givenActive(bench.database, own, {}, YEARS_AGO),
  'one booked as expired': async () =>
    givenExpired(bench.database, await givenActive(bench.database, own, {}, YEARS_AGO)),
  'a voided one': async () => givenVoided(bench.database, await givenActive(bench.database, own)),
  'a redeemed one': async () =>
    (
      await givenRedeemed(
        bench.database,
        await givenActive(bench.database, own),
        await givenOrder(bench.database, own),
      )
    ).certificate,
};
const ORDERS: Readonly<Record<string, () => Promise<StoredOrder>>> = {
  'an order with room': () => givenOrderWith({ expiresAt: new Date(Date.now() + 3_600_000) }),
  'an order of just its amount': () =>
    givenOrderWith({ total: { amountMinor: AMOUNT_MINOR, currency: own.currency } }),
  'an order of one less': () =>
    givenOrderWith({ total: { amountMinor: AMOUNT_MINOR - 1, currency: own.currency } }),
  'an order in another currency': () => givenOrderWith({ total: { amountMinor: 90_000, currency: 'NOK' } }),
  'an order with lines': givenOrderWithLines,
  'an order whose time is over': () => givenOrderWith({ expiresAt: new Date(Date.now() - 1_000) }),
  'a completed order': async () => givenCompleted(bench.database, await givenOrder(bench.database, own)),
  'a cancelled order': async () => {
    const order = await givenOrder(bench.database, own);
    await record(bench.database, cancelOrder(order, [], WIDGET, NOW));
    return orderOf(bench.database, order);
  },
};

describe('what is redeemed at once', () => {
  it('is what core would redeem, and is written as core decides it, fact by fact', async () => {
    const accepted: string[] = [];
    for (const [which, givenCertificate] of Object.entries(CERTIFICATES)) {
      for (const [where, givenThatOrder] of Object.entries(ORDERS)) {
        const certificate = await givenCertificate();
        const order = await givenThatOrder();
        const redemptionId = randomUUID();
        const before = await moneyRows();
        const answer = await attempt({ code: certificate.code, orderId: order.id, redemptionId });
        const redeemed = redeemedBy(answer);
        const at = redeemed?.lines.at(-1)?.createdAt ?? new Date();
        const outcome = redeem(certificate, order, redemptionId, WIDGET, at);
        expect([which, where, redeemed !== null]).toEqual([which, where, outcome.type === 'decision']);
        if (outcome.type === 'refusal') {
          expect(await moneyRows()).toBe(before);
          continue;
        }
        accepted.push(`${which} on ${where}`);
        expect(await factsOf(certificate, order)).toEqual({
          certificate: { ...outcome.certificates[0]?.row, version: certificate.version + 1 },
          order: { ...outcome.order?.row, version: order.version + 1 },
          activity: outcome.activities[0],
          transfer: outcome.transfers[0],
        });
        const state = await readState(bench.database, own.id, {
          orderId: order.id,
          include: ['redemptions'],
        });
        expect(redeemed).toEqual({ order: state.order, lines: state.lines });
      }
    }
    expect(accepted).toHaveLength(2 * 3);
  });

  it('is never a certificate or an order whose time is over, to the millisecond', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 60 }, async () => ({
        certificate: await givenActive(bench.database, own, {}, new Date()),
        order: await givenOrder(bench.database, own),
      })),
    );
    const soon = Date.now();
    const endings = await Promise.all(
      pairs.map(async ({ certificate, order }, index) => {
        const expiresAt = new Date(soon + index * 10);
        await (index % 2 === 0 ? closeAt(order, expiresAt) : endAt(certificate, expiresAt));
        return { certificate, order, expiresAt };
      }),
    );
    let redeemed = 0;
    // Those that end last come first: some are still alive then, and others are long over at the end.
    for (const { certificate, order, expiresAt } of endings.toReversed()) {
      const { read } = await attempt({ code: certificate.code, orderId: order.id });
      if (read === null || 'waitSeconds' in read) throw new Error('nobody was turned away');
      if ('now' in read) expect(read.now.getTime()).toBeGreaterThanOrEqual(expiresAt.getTime());
      else expect(read.redeemed.lines[0]?.createdAt.getTime()).toBeLessThan(expiresAt.getTime());
      redeemed += 'redeemed' in read ? 1 : 0;
    }
    expect(redeemed).toBeGreaterThan(0);
    expect(redeemed).toBeLessThan(endings.length);
  });

  it('is of this workspace: a certificate or an order of another one does not exist here', async () => {
    const foreign = await givenWorkspace(bench.database);
    const theirs = {
      certificate: await givenActive(bench.database, foreign),
      order: await givenOrder(bench.database, foreign),
    };
    const ours = {
      certificate: await givenActive(bench.database, own),
      order: await givenOrder(bench.database, own),
    };
    const before = await moneyRows();
    for (const [certificate, order] of [
      [theirs.certificate, ours.order],
      [ours.certificate, theirs.order],
      [theirs.certificate, theirs.order],
    ] as const) {
      const { read } = await attempt({ code: certificate.code, orderId: order.id });
      expect(read).toMatchObject(order === ours.order ? { certificate: null } : { order: null });
    }
    expect(await moneyRows()).toBe(before);
  });

  it('is nothing for a page that may not show the widget', async () => {
    const shop = await givenWorkspace(bench.database, { allowedOrigins: ['https://shop.example'] });
    const certificate = await givenActive(bench.database, shop);
    const order = await givenOrder(bench.database, shop);
    const from = (origin: string) =>
      attempt({ code: certificate.code, orderId: order.id, origin, workspace: shop });
    expect((await from('https://evil.example')).read).toMatchObject({ originAllowed: false, order: null });
    expect(redeemedBy(await from('https://shop.example'))).not.toBeNull();
  });
});

describe('who has tried wrong codes', () => {
  it.each([
    ['order', {}],
    ['address', { address: 'somebody' }],
  ] as const)(
    'on one %s too often is told nothing, and redeems nothing with the right code',
    async (kind, {
      address,
    }: {
      address?: string;
    }) => {
      const certificate = await givenActive(bench.database, own);
      const order = await givenOrder(bench.database, own);
      const at = address === undefined ? {} : { address };
      const guess = async () =>
        attempt({
          code: { ...certificate.code, lookup: randomBytes(32) },
          orderId: kind === 'order' ? order.id : (await givenOrder(bench.database, own)).id,
          ...at,
        });
      for (let wrong = 0; wrong < GUESS_LIMITS[kind].wrongMax; wrong += 1) await guess();
      const { read } = await attempt({ code: certificate.code, orderId: order.id, ...at });
      expect(read).toEqual({ waitSeconds: expect.any(Number) });
      expect((await certificateOf(bench.database, certificate)).state.status).toBe('active');
    },
  );
});

describe("a booking site's server", () => {
  async function givenKey(scopes: readonly ApiKeyScope[]) {
    const [id, keyHash] = [randomUUID(), randomBytes(32)];
    await insertApiKey(bench.database, { id, workspaceId: own.id, name: 'Shop', scopes, keyHash });
    return { id, keyHash };
  }
  const pair = async () => ({
    certificate: await givenActive(bench.database, own),
    order: await givenOrder(bench.database, own),
  });
  const asServer = (keyHash: Uint8Array, idempotencyKey: string | null, fingerprint = randomBytes(32)) => ({
    caller: { keyHash, idempotencyKey },
    redemption: {
      actorKind: 'api_key',
      fingerprint: idempotencyKey === null ? null : fingerprint,
    } as const,
  });

  it('is known by its key in the same statement, and named in the log', async () => {
    const { id, keyHash } = await givenKey(['redeem']);
    const { certificate, order } = await pair();
    const answer = await attempt({
      code: certificate.code,
      orderId: order.id,
      ...asServer(keyHash, null),
    });
    expect(answer.apiKey).toEqual({ id, workspaceId: own.id, name: 'Shop', scopes: ['redeem'] });
    expect(redeemedBy(answer)?.order.appliedMinor).toBe(AMOUNT_MINOR);
    const { activity } = await factsOf(certificate, order);
    expect(activity.actor).toEqual({ kind: 'api_key', id, name: 'Shop' });
    const { rows } = await bench.owner.query('select from stored_answers where api_key_id = $1', [id]);
    expect(rows).toHaveLength(0);
  });

  it('redeems nothing with a key that was revoked, is unknown, or may not redeem', async () => {
    const revoked = await givenKey(['redeem']);
    await revokeApiKey(
      bench.database,
      { workspaceId: own.id, id: revoked.id },
      { id: randomUUID(), name: 'Edda' },
      new Date(),
    );
    const reader = await givenKey(['read', 'manage']);
    const { certificate, order } = await pair();
    for (const keyHash of [revoked.keyHash, reader.keyHash, randomBytes(32)]) {
      const call = asServer(keyHash, randomUUID());
      expect((await attempt({ code: certificate.code, orderId: order.id, ...call })).read).toBeNull();
    }
    expect((await certificateOf(bench.database, certificate)).state.status).toBe('active');
  });

  it('finds its answer kept with what was redeemed, to the letter', async () => {
    const { keyHash } = await givenKey(['redeem']);
    const { certificate, order } = await pair();
    const call = { code: certificate.code, orderId: order.id, ...asServer(keyHash, 'one') };
    const first = redeemedBy(await attempt(call));
    const again = await attempt({ ...call, redemptionId: randomUUID() });
    expect(again.read).toBeNull();
    expect(again.known?.fingerprint).toEqual(call.redemption.fingerprint);
    const kept = again.known?.answer as Parameters<typeof redeemedFromKept>[0];
    expect(redeemedFromKept(kept)).toEqual({ redeemed: first });
  });

  it('redeems nothing under a key that was used for another call, or an id that is another redemption', async () => {
    const { keyHash } = await givenKey(['redeem']);
    const [used, fresh] = [await pair(), await pair()];
    const redemptionId = randomUUID();
    const call = asServer(keyHash, 'one');
    await attempt({ code: used.certificate.code, orderId: used.order.id, redemptionId, ...call });
    const before = await moneyRows();
    const other = { code: fresh.certificate.code, orderId: fresh.order.id };
    const underSameKey = await attempt({ ...other, ...asServer(keyHash, 'one') });
    expect(underSameKey).toMatchObject({ read: null, known: { fingerprint: call.redemption.fingerprint } });
    const underSameId = await attempt({ ...other, redemptionId, ...asServer(keyHash, 'two') });
    expect(underSameId.read).toMatchObject({
      redemption: { id: redemptionId },
      certificate: { id: fresh.certificate.id },
    });
    expect(await moneyRows()).toBe(before);
  });
});

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
      expect(await factsOf(certificate, order)).toEqual({
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

  it('do not suffer from each other: what is refused is read, and an id that is taken spoils its own call alone', async () => {
    const [one, two, three, four] = await pairs(4);
    if (!one || !two || !three || !four) throw new Error('four pairs');
    const redemptionId = randomUUID();
    await attempt({ code: one.certificate.code, orderId: one.order.id, redemptionId });
    const voided = await givenVoided(bench.database, await givenActive(bench.database, own));
    const answers = await Promise.all([
      attempt({ code: voided.code, orderId: one.order.id }),
      attempt({ code: two.certificate.code, orderId: two.order.id }),
      attempt({ code: three.certificate.code, orderId: three.order.id, redemptionId }),
      attempt({ code: { ...two.certificate.code, lookup: randomBytes(32) }, orderId: one.order.id }),
      attempt({ code: four.certificate.code, orderId: four.order.id }),
    ]);
    expect(answers.map((answer) => redeemedBy(answer)?.order.id ?? null)).toEqual([
      null,
      two.order.id,
      null,
      null,
      four.order.id,
    ]);
    expect(answers[0]?.read).toMatchObject({ certificate: { id: voided.id } });
    expect(answers[2]?.read).toMatchObject({
      redemption: { id: redemptionId, orderId: one.order.id },
      certificate: { id: three.certificate.id, state: { status: 'active' } },
    });
    expect(answers[3]?.read).toMatchObject({ certificate: null, order: { id: one.order.id } });
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
});

async function factsOf(certificate: StoredCertificate, order: StoredOrder) {
  const { rows } = await bench.owner.query<{ activity: Activity; transfer: Transfer }>(
    `select jsonb_build_object('certificateId', a.certificate_id, 'type', a.type, 'at', a.at, 'details', a.details,
        'actor', jsonb_build_object('kind', a.actor_kind, 'id', a.actor_id, 'name', a.actor_name)) as activity,
      jsonb_build_object('certificateId', t.certificate_id, 'kind', t.kind, 'from', t.from_account, 'to', t.to_account,
        'amount', jsonb_build_object('amountMinor', t.amount_minor, 'currency', t.currency), 'at', t.at) as transfer
     from activities a join transfers t on t.certificate_id = a.certificate_id and t.kind = 'redeem'
     where a.certificate_id = $1 and a.type = 'redeemed'`,
    [certificate.id],
  );
  const [row] = rows;
  if (!row || rows.length !== 1) throw new Error(`${rows.length} redemptions are in log and books`);
  return {
    certificate: await certificateOf(bench.database, certificate),
    order: await orderOf(bench.database, order),
    activity: { ...row.activity, at: new Date(row.activity.at) },
    transfer: { ...row.transfer, at: new Date(row.transfer.at) },
  };
}

/** Equal for two moments between which nothing about money was written; counts of wrong codes are none of it. */
async function moneyRows(): Promise<string> {
  const { rows } = await bench.owner.query<{ rows: string }>(
    `select md5(string_agg(row, chr(10) order by row)) as rows from (
      select c::text as row from certificates c union all select o::text from orders o union all
      select r::text from redemptions r union all select a::text from activities a union all
      select t::text from transfers t union all select s::text from stored_answers s) all_rows`,
  );
  return rows[0]?.rows ?? '';
}
