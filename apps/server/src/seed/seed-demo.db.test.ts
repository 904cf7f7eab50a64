import { createHash } from 'node:crypto';
import { CERTIFICATE_STATUSES, ORDER_STATUSES } from '@boon/core';
import {
  type Database,
  findApiKey,
  findSegment,
  findWorkspaceBySlug,
  insertWorkspace,
  openDatabase,
  readDashboard,
  withWorkspace,
} from '@boon/db';
import { createTestDatabase, type TestDatabase } from '@boon/db/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuth } from '../auth/index.ts';
import { createCodeVault } from '../codes/code-vault.ts';
import { uuidv7 } from '../ids.ts';
import { DEMO_OWNER, demoSegment, demoWorkspace, demoWorkspaceId } from './aurora.ts';
import { planHistory } from './plan-history.ts';
import { type DemoParts, seedDemo } from './seed-demo.ts';

const secret = 'a secret of the tests, 32 bytes and more';
const now = new Date('2026-07-14T09:30:00Z');
const clock = { now: () => now, from: (databaseNow: Date) => databaseNow, isMoved: () => false };
const apiKey = 'a key of the demo booking site';

let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Pool;
let log: string[];

async function open(): Promise<void> {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url });
  owner = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  owner.on('error', () => {});
  log = [];
}
async function close(): Promise<void> {
  await database.close();
  await owner.end();
  await testDatabase.drop();
}

function parts(changed: Partial<DemoParts> = {}): DemoParts {
  const publicUrl = 'http://localhost:3000';
  const auth = createAuth({ database: database.orm, secret, publicUrl, clock, isProduction: false });
  const codes = createCodeVault(secret);
  return { database, codes, clock, auth, apiKey, publicUrl, log: (line) => log.push(line), ...changed };
}

async function counted(text: string): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string; count: string }>(text);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

const STATUS_OF_FATE = {
  kept: 'active',
  spent: 'redeemed',
  in_cart: 'redeemed',
  returned: 'active',
  unpaid: 'pending',
  abandoned: 'voided',
  withdrawn: 'voided',
  expired: 'expired',
} as const;
const planned = planHistory(demoWorkspace(demoWorkspaceId(now), 'http://localhost:3000'), now);
const plannedStatuses = tally(planned.certificates.map(({ fate }) => STATUS_OF_FATE[fate]));
const plannedOrderStatuses = tally(planned.bookings.map(({ closing }) => closing?.status ?? 'open'));

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

async function expectWholeHistory(): Promise<void> {
  await expectSoundBooks();
  expect(await statuses()).toEqual(plannedStatuses);
  expect(await orderStatuses()).toEqual(plannedOrderStatuses);
  const redemptions = planned.bookings.flatMap((booking) => booking.redemptions).length;
  expect(await rowCounts()).toMatchObject({ workspaces: 1, redemptions, outbox: 0 });
}

const statuses = () => counted('select status as name, count(*) from certificates group by 1');
const orderStatuses = () => counted('select status as name, count(*) from orders group by 1');
const rowCounts = () =>
  counted(
    ['workspaces', 'certificates', 'orders', 'redemptions', 'payments', 'activities', 'transfers', 'outbox']
      .map((table) => `select '${table}' as name, count(*) from ${table}`)
      .join(' union all '),
  );

async function expectSoundBooks(): Promise<void> {
  const { rows } = await owner.query('select number, problem from ledger_differences');
  expect(rows).toEqual([]);
}

/** The same database for a process that is killed at its `statementsMax`th write of the history. */
function dyingAfter(statementsMax: number): Database {
  let statements = 0;
  const app = new Proxy(database.app, {
    get(pool, property) {
      if (property !== 'query') return Reflect.get(pool, property, pool);
      return async (query: pg.QueryConfig) => {
        if (query.name === 'record_decision') statements += 1;
        if (statements > statementsMax) throw new Error('the process was killed');
        return pool.query(query);
      };
    },
  });
  return { ...database, app };
}

describe('the demo workspace', () => {
  beforeAll(async () => {
    await open();
    await seedDemo(parts());
  });
  afterAll(close);

  it('has certificates of every status, bookings of every status, books that balance and no mail queued', async () => {
    await expectWholeHistory();
    expect(Object.keys(plannedStatuses).toSorted()).toEqual([...CERTIFICATE_STATUSES].toSorted());
    expect(Object.keys(plannedOrderStatuses).toSorted()).toEqual([...ORDER_STATUSES].toSorted());
  });

  it('shows each mail of a timeline among the deliveries, and the receipts beside them', async () => {
    const { rows } = await owner.query(
      `select a.details ->> 'to' as told, d.recipient_email as shown from activities a
       left join deliveries d on d.id::text = a.details ->> 'deliveryId' and d.certificate_id = a.certificate_id
         and d.template = a.details ->> 'template' and d.sent_at = a.at and d.status = 'sent'
       where a.type = 'sent'`,
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ told, shown }) => told !== shown)).toEqual([]);
    const receipts = await counted(
      `select 'unpaid' as name, count(*) from deliveries d join certificates c on c.id = d.certificate_id
       where d.template = 'receipt' and (c.kind <> 'purchased' or c.status = 'pending')`,
    );
    expect(receipts).toEqual({ unpaid: 0 });
  });

  it('tells one order of time: numbers, activities and payments agree, and nothing lies ahead', async () => {
    const numbers = await owner.query<{ suffix: number }>(
      'select right(number, 6)::int as suffix from certificates order by created_at',
    );
    expect(numbers.rows.map(({ suffix }) => suffix)).toEqual(numbers.rows.map((_, index) => index + 1));
    const misplaced = await owner.query(
      `select certificate_id from (
         select certificate_id, at, lag(at) over (partition by certificate_id order by sequence) as before from activities
       ) log where at < before or at > $1`,
      [now],
    );
    expect(misplaced.rows).toEqual([]);
    const types = await counted('select type as name, count(*) from activities group by 1');
    const payments = await counted('select status as name, count(*) from payments group by 1');
    const sent = planned.certificates.filter(({ sentAt }) => sentAt !== null).length;
    expect(types).toMatchObject({ created: planned.certificates.length, sent, redemption_reversed: 1 });
    expect(payments).toEqual({ paid: types.purchased_from_portal, closed: 3 });
    expect(types.activated_from_portal).toBe(types.purchased_from_portal);
  });

  it('shows sales, redemptions, a liability and something about to expire on the dashboard', async () => {
    const workspace = await findWorkspaceBySlug(database, 'aurora');
    const dashboard = await readDashboard(database, workspace?.id ?? '', {
      now,
      days: 365,
      timeZone: 'Europe/Berlin',
    });
    for (const figure of [
      dashboard.sold,
      dashboard.redeemed,
      dashboard.outstanding,
      dashboard.expiringSoon,
    ]) {
      expect(figure.count).toBeGreaterThan(0);
      expect(figure.amountMinor).toBeGreaterThan(0);
    }
    expect(dashboard.series.filter(({ soldMinor }) => soldMinor > 0).length).toBeGreaterThanOrEqual(12);
  });

  it('has an owner, a default segment and the given API key', async () => {
    const workspace = await findWorkspaceBySlug(database, 'aurora');
    const workspaceId = workspace?.id ?? '';
    const { rows } = await owner.query(
      'select m.role from members m join users u on u.id = m.user_id where u.email = $1 and m.workspace_id = $2',
      [DEMO_OWNER.email, workspaceId],
    );
    expect(rows).toEqual([{ role: 'owner' }]);
    expect(await findSegment(database, workspaceId, null)).toMatchObject({ slug: 'everyone' });
    const key = await findApiKey(database, createHash('sha256').update(apiKey).digest());
    expect(key).toMatchObject({ workspaceId, scopes: ['read', 'redeem', 'manage'] });
  });
});

describe('seeding again', () => {
  beforeEach(open);
  afterEach(close);

  it('adds nothing but an API key that is new', async () => {
    await seedDemo(parts());
    const before = await rowCounts();
    await seedDemo(parts());
    await seedDemo(parts({ apiKey: 'another key, of the next start' }));
    expect(await rowCounts()).toEqual(before);
    expect(await counted(`select 'keys' as name, count(*) from api_keys`)).toEqual({ keys: 2 });
    expect(log).toHaveLength(1);
  });

  it('adds nothing either when settings were changed and time has passed', async () => {
    await seedDemo(parts());
    const before = await rowCounts();
    await owner.query(`update workspaces set name = 'Borealis', time_zone = 'Asia/Tokyo', currency = 'ISK'`);
    const later = new Date('2027-01-02T03:04:05Z');
    await seedDemo(parts({ clock: { now: () => later, from: () => later, isMoved: () => true } }));
    expect(await rowCounts()).toEqual(before);
  });

  it('makes one workspace with one history when several processes start at once', async () => {
    await Promise.all([1, 2, 3].map(() => seedDemo(parts())));
    await expectWholeHistory();
  });

  it.each([1, 30])('completes a seeding that died after %i statements', async (statements) => {
    await expect(seedDemo(parts({ database: dyingAfter(statements) }))).rejects.toThrow('killed');
    await expectSoundBooks();
    expect(await orderStatuses()).not.toEqual(plannedOrderStatuses);
    await seedDemo(parts());
    await expectWholeHistory();
    const resumed = await rowCounts();
    await seedDemo(parts());
    expect(await rowCounts()).toEqual(resumed);
  });

  it('gives a business that has the name already no invented past', async () => {
    const id = uuidv7(now);
    const segment = { ...demoSegment(id, now), id: uuidv7(now) };
    await withWorkspace(database, id, (tx) =>
      insertWorkspace(tx, demoWorkspace(id, 'https://aurora.example'), segment),
    );
    await seedDemo(parts());
    expect(await rowCounts()).toMatchObject({ workspaces: 1, certificates: 0, orders: 0 });
    expect(await findApiKey(database, createHash('sha256').update(apiKey).digest())).toMatchObject({
      workspaceId: id,
    });
  });
});
