import { randomBytes, randomUUID } from 'node:crypto';
import {
  type ApiKeyScope,
  cancelOrder,
  GUESS_LIMITS,
  type Order,
  openOrder,
  redeem,
  reverse,
  type StoredCertificate,
  type StoredOrder,
} from '@boon/core';
import { NOW, WIDGET } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  type GuardedAnswer,
  insertApiKey,
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
import { type Attempt, attemptIn, factsOf, redeemedBy } from './testing/redeeming-at-once.ts';

/** What each certificate here is worth. */
const AMOUNT_MINOR = 15_000;
const YEARS_AGO = new Date(NOW.getTime() - 3 * 365 * 86_400_000);

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

type Here = Attempt & { readonly database?: Database; readonly workspace?: GivenWorkspace };

function attempt({ database = bench.database, workspace = own, ...wanted }: Here): Promise<GuardedAnswer> {
  return attemptIn({ database, workspace }, wanted);
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
        expect(await factsOf(bench, certificate, order)).toEqual({
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
    const { activity } = await factsOf(bench, certificate, order);
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
