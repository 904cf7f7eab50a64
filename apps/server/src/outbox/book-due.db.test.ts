import { randomUUID } from 'node:crypto';
import { findDueCertificates } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop, SITE } from '../certificates/race-runner-of-test.ts';
import { redeemCertificate } from '../certificates/redeem-certificate.ts';
import { createLog } from '../log.ts';
import { announceOrder } from '../orders/announce-order.ts';
import { cancelAbandonedOrder } from '../orders/change-order.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { BOOKING_BATCH, bookDue } from './book-due.ts';
import { handleJob } from './handle-job.ts';
import { startOutboxWorker } from './worker.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ISSUED_AT = new Date('2027-06-01T12:00:00Z');
/** The last day of what is issued here is 2 June in Oslo. */
const END = new Date('2027-06-02T22:00:00Z');
/** More than a batch. */
const DUE = BOOKING_BATCH + 60;
const after = (hours: number) => new Date(END.getTime() + hours * HOUR_MS);

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
});
afterEach(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

async function issueDue(count: number): Promise<void> {
  bed.clock.moveTo(ISSUED_AT);
  shop = await openShop(bed, { expiresAfterDays: 1 });
  for (let made = 0; made < count; made += 20) {
    await Promise.all(Array.from({ length: Math.min(20, count - made) }, () => shop.issue()));
  }
  bed.clock.moveTo(END);
}

async function announce({ workspace }: Shop, expiresAt: Date): Promise<string> {
  const id = randomUUID();
  await announceOrder(bed.services, workspace.id, {
    id,
    reference: id,
    totalMinor: 20_000,
    currency: 'EUR',
    customerName: null,
    customerEmail: null,
    expiresAt,
  });
  return id;
}

async function bookingJob() {
  const { rows } = await bed.owner.query(`select * from outbox where kind = 'expire_due'`);
  return rows[0];
}

/** How many certificates of the shop have how many entries that say they expired. */
async function expiriesLogged(): Promise<Record<string, number>> {
  const { rows } = await bed.owner.query<{ entries: number; certificates: number }>(
    `select entries, count(*)::int as certificates from (
       select count(a.sequence)::int as entries from certificates c
       left join activities a on a.workspace_id = c.workspace_id and a.certificate_id = c.id and a.type = 'expired'
       where c.workspace_id = $1 group by c.id) as logged group by entries`,
    [shop.workspace.id],
  );
  return Object.fromEntries(rows.map(({ entries, certificates }) => [entries, certificates]));
}

const run = (payload: Record<string, unknown>) =>
  handleJob(bed.services, { id: randomUUID(), workspaceId: null, kind: 'expire_due', payload, attempts: 1 });

describe('booking what the clock has made due', () => {
  it('by several processes at once writes each expiry down once, a bounded batch at a time', async () => {
    await issueDue(DUE);
    const booked = await Promise.all(
      [1, 2, 3].map(async () => {
        const batches: number[] = [];
        for (let isMore = true; isMore; ) {
          const batch = await bookDue(bed.services, null);
          batches.push(batch.expired);
          isMore = batch.isMore;
        }
        return batches;
      }),
    );
    // The last to finish a batch may have found all of it taken, and have stopped early; nothing may be left all the same.
    const rest = await bookDue(bed.services, null);
    expect(Math.max(...booked.flat())).toBeLessThanOrEqual(BOOKING_BATCH);
    expect(booked.flat().reduce((sum, count) => sum + count, rest.expired)).toBe(DUE);
    expect(await expiriesLogged()).toEqual({ 1: DUE });
    const window = { since: null, until: END, after: null };
    expect(await findDueCertificates(bed.services.database, window, 1)).toEqual([]);
  });

  it('goes on at once while batches are full, with several workers, until nothing is due', async () => {
    await issueDue(DUE);
    await bed.owner.query(`delete from outbox`);
    const workers = await Promise.all([1, 2, 3].map(() => startOutboxWorker(bed.services)));
    try {
      await expect.poll(expiriesLogged, { timeout: 20_000, interval: 100 }).toEqual({ 1: DUE });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });

  it('comes back in a minute when it is done, and looks at everything once a day only', async () => {
    await issueDue(1);
    const minuteLater = new Date(END.getTime() + MINUTE_MS);
    expect(await run({})).toEqual({
      runAgainAt: minuteLater,
      payload: { wholeLookAt: END.toISOString() },
    });
    expect(await expiriesLogged()).toEqual({ 1: 1 });
    expect(await run({ wholeLookAt: after(-1) })).toEqual({ runAgainAt: minuteLater });
  });

  it('finds what ended long ago with the whole look, and what ended today with every look', async () => {
    await issueDue(1);
    bed.clock.moveTo(after(72));
    await run({ wholeLookAt: after(71) });
    expect(await expiriesLogged()).toEqual({ 0: 1 });
    await run({ wholeLookAt: after(48) });
    expect(await expiriesLogged()).toEqual({ 1: 1 });

    await issueDue(1);
    bed.clock.moveTo(after(47));
    await run({ wholeLookAt: after(46) });
    expect(await expiriesLogged()).toEqual({ 1: 1 });
  });

  it('looks at everything when its last whole look was under a clock that has been set back since', async () => {
    await issueDue(1);
    bed.clock.moveTo(after(72));
    expect(await run({ wholeLookAt: after(100) })).toMatchObject({
      payload: { wholeLookAt: after(72).toISOString() },
    });
    expect(await expiriesLogged()).toEqual({ 1: 1 });
  });

  it('is not held up by one row that cannot be booked, which is told by its id at every look', async () => {
    await issueDue(2);
    const lines: string[] = [];
    const services = { ...bed.services, log: createLog((line) => lines.push(line)) };
    await bed.owner.query(
      `create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'torn page'; end $$;
       create trigger refuse_one before update on certificates for each row when (old.number like '%-000001') execute function refuse_one()`,
    );
    try {
      expect(await bookDue(services, null)).toMatchObject({ expired: 1 });
      expect(await bookDue(services, null)).toMatchObject({ expired: 0, isMore: false });
      const [left] = await findDueCertificates(
        bed.services.database,
        { since: null, until: END, after: null },
        1,
      );
      const failure = { level: 'error', event: 'outbox.booking_failed', id: left?.id };
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([failure, failure]);
    } finally {
      await bed.owner.query('drop function refuse_one cascade');
    }
    expect(await bookDue(bed.services, null)).toMatchObject({ expired: 1 });
    expect(await expiriesLogged()).toEqual({ 1: 2 });
  });

  it('goes past more rows than a batch that cannot be booked, and books what is behind them', async () => {
    await issueDue(BOOKING_BATCH + 10);
    bed.clock.moveTo(ISSUED_AT);
    for (let made = 0; made < BOOKING_BATCH + 10; made += 1) await announce(shop, END);
    bed.clock.moveTo(after(-12));
    const behind = await Promise.all([shop.issue(), shop.issue()]);
    await announce(shop, after(1));
    bed.clock.moveTo(after(24));
    await bed.owner.query(
      `create function refuse_head() returns trigger language plpgsql as $$ begin raise exception 'torn page'; end $$;
       create trigger refuse_head before update on certificates for each row when (old.expires_at = '${END.toISOString()}') execute function refuse_head();
       create trigger refuse_head before update on orders for each row when (old.expires_at = '${END.toISOString()}') execute function refuse_head()`,
    );
    try {
      expect(await bookDue(bed.services, null)).toEqual({ expired: 2, cancelled: 1, isMore: false });
      for (const { id } of behind) expect(await shop.tell(id)).toBe('expired (expired)');
    } finally {
      await bed.owner.query('drop function refuse_head cascade');
    }
    while ((await bookDue(bed.services, null)).isMore);
    expect(await expiriesLogged()).toEqual({ 1: BOOKING_BATCH + 12 });
  });

  it('comes back in a minute and goes on for every business while an order of one cannot be booked', async () => {
    await issueDue(0);
    bed.clock.moveTo(ISSUED_AT);
    const stuck = await announce(shop, END);
    bed.clock.moveTo(END);
    await bed.owner.query(
      `create function refuse_order() returns trigger language plpgsql as $$ begin raise exception 'torn page'; end $$;
       create trigger refuse_order before update on orders for each row when (old.id = '${stuck}') execute function refuse_order()`,
    );
    try {
      const booked = { runAgainAt: new Date(END.getTime() + MINUTE_MS) };
      expect(await run({ wholeLookAt: after(-1) })).toEqual(booked);
      bed.clock.moveTo(ISSUED_AT);
      const other = await openShop(bed);
      const certificate = await other.issue();
      const orderId = await announce(other, END);
      await redeemCertificate(bed.services, {
        workspaceId: other.workspace.id,
        orderId,
        code: other.codeOf(certificate),
        redemptionId: randomUUID(),
        actor: SITE,
        disclosure: 'exact',
        guesser: {},
      });
      expect(await other.tell(certificate.id)).toBe('redeemed (redeemed)');
      bed.clock.moveTo(END);
      expect(await run({ wholeLookAt: after(-1) })).toEqual(booked);
      expect(await other.tell(certificate.id)).toMatch(/^active /);
    } finally {
      await bed.owner.query('drop function refuse_order cascade');
    }
    expect(await bookDue(bed.services, null)).toMatchObject({ cancelled: 1 });
  });

  it('is never given up, and is tried again within its minute, when a whole look fails', async () => {
    await issueDue(1);
    await bed.owner.query('update outbox set attempts = 60, run_at = $1', [ISSUED_AT]);
    await bed.owner.query('alter table orders rename to orders_away');
    const worker = await startOutboxWorker(bed.services);
    try {
      await expect.poll(bookingJob).toMatchObject({
        attempts: 61,
        dead_at: null,
        run_at: new Date(END.getTime() + MINUTE_MS),
        last_error: expect.stringContaining('orders'),
      });
      await bed.owner.query('alter table orders_away rename to orders');
      const next = new Date(END.getTime() + MINUTE_MS);
      bed.clock.moveTo(next);
      await expect.poll(bookingJob).toMatchObject({
        attempts: 0,
        run_at: new Date(next.getTime() + MINUTE_MS),
        last_error: null,
      });
    } finally {
      await worker.stop();
      await bed.owner.query('alter table if exists orders_away rename to orders');
    }
  });

  it('gives back what an abandoned order held, but not before its time by the clock that decides', async () => {
    await issueDue(0);
    const ids = { workspaceId: shop.workspace.id, orderId: await announce(shop, after(1)) };
    expect((await cancelAbandonedOrder(bed.services, ids)).order.status).toBe('open');
    bed.clock.moveTo(after(1));
    expect(await bookDue(bed.services, null)).toMatchObject({ cancelled: 1 });
    expect((await cancelAbandonedOrder(bed.services, ids)).order.status).toBe('cancelled');
  });
});
