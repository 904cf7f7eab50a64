import { isFree, type StoredCertificate, statusAt } from '@boon/core';
import { NOW } from '@boon/core/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFilter, isCursor, listCertificates } from './index.ts';
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
let all: StoredCertificate[];

beforeAll(async () => {
  bench = await openBench();
  ({ workspace, certificates: all } = await givenBusiness(bench.database));
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

const list = (filter: CertificateFilter = {}, limit = 100, cursor: string | null = null) =>
  listCertificates(bench.database, workspace.id, filter, { now: NOW, limit, cursor });

/** Newest first, then by id, as the list promises. */
function newestFirst(certificates: readonly StoredCertificate[]): string[] {
  const order = (a: StoredCertificate, b: StoredCertificate) =>
    b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
  return certificates.toSorted(order).map(({ id }) => id);
}

const idsOf = (page: { rows: readonly { id: string }[] }) => page.rows.map(({ id }) => id);

describe('the list of certificates', () => {
  it.each([1, 2, 7, 100])(
    'in pages of %i gives each certificate of the workspace once, newest first',
    async (limit) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await list({}, limit, cursor);
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...idsOf(page));
        cursor = page.nextCursor;
        if (cursor !== null) expect(isCursor(cursor)).toBe(true);
      } while (cursor !== null);
      expect(seen).toEqual(newestFirst(all));
    },
  );

  it('holds still between two pages while certificates are used and made', async () => {
    const mine = await givenWorkspace(bench.database);
    const made: StoredCertificate[] = [];
    for (let index = 0; index < 6; index += 1) made.push(await givenActive(bench.database, mine));
    const read = (cursor: string | null) =>
      listCertificates(bench.database, mine.id, {}, { now: NOW, limit: 3, cursor });
    const first = await read(null);
    const [used] = made;
    if (!used) throw new Error('nothing was made');
    await givenRedeemed(bench.database, used, await givenOrder(bench.database, mine));
    await givenActive(bench.database, mine, {}, new Date(NOW.getTime() + 1));
    const second = await read(first.nextCursor);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(newestFirst(made));
  });

  it('shows the status of the clock: active past its day is expired before the job has booked it', async () => {
    const { rows } = await list();
    const expected = new Map(all.map((one) => [one.id, statusAt(one, NOW)]));
    expect(rows.map(({ id, status }) => [id, status])).toEqual(rows.map(({ id }) => [id, expected.get(id)]));
    const unbooked = all.filter((one) => one.state.status === 'active' && statusAt(one, NOW) === 'expired');
    expect(unbooked.length).toBeGreaterThan(0);
    expect(idsOf(await list({ status: ['active'] }))).not.toContain(unbooked[0]?.id);
  });

  const soldSince = daysAgo(200);
  const FILTERS: [string, CertificateFilter, (one: StoredCertificate) => boolean][] = [
    ['nothing', {}, () => true],
    ['an empty choice', { status: [], origin: [] }, () => true],
    ['active', { status: ['active'] }, (one) => statusAt(one, NOW) === 'active'],
    ['expired', { status: ['expired'] }, (one) => statusAt(one, NOW) === 'expired'],
    [
      'two statuses',
      { status: ['pending', 'voided'] },
      (one) => ['pending', 'voided'].includes(one.state.status),
    ],
    ['made by staff', { origin: ['admin'] }, (one) => one.origin === 'admin'],
    [
      'expiring within 300 days',
      { expiresBefore: daysAgo(-300) },
      (one) =>
        statusAt(one, NOW) === 'active' &&
        one.state.status === 'active' &&
        one.state.validity !== null &&
        one.state.validity.expiresAt <= daysAgo(-300),
    ],
    [
      'sold since',
      { soldSince },
      (one) =>
        !isFree(one.kind) &&
        'activatedAt' in one.state &&
        one.state.activatedAt !== null &&
        one.state.activatedAt >= soldSince,
    ],
    [
      'redeemed since',
      { redeemedSince: soldSince },
      (one) => one.state.status === 'redeemed' && one.state.redeemedAt >= soldSince,
    ],
    [
      'several at once',
      { status: ['active'], origin: ['portal'], soldSince, search: 'JON FELL' },
      (one) =>
        statusAt(one, NOW) === 'active' &&
        one.origin === 'portal' &&
        one.recipient.name === 'Jon Fell' &&
        one.state.status === 'active' &&
        one.state.activatedAt >= soldSince,
    ],
  ];

  it.each(FILTERS)(
    'filtered by %s: the rows, their number and their sum agree',
    async (_what, filter, matches) => {
      const expected = all.filter(matches);
      expect(expected.length).toBeGreaterThan(0);
      const page = await list(filter);
      expect(idsOf(page)).toEqual(newestFirst(expected));
      const amountMinor = expected.reduce((sum, one) => sum + one.amount.amountMinor, 0);
      expect(page.total).toEqual({ count: expected.length, amountMinor });
      expect((await list(filter, 1)).total).toEqual(page.total);
    },
  );

  it('finds a certificate by the look-up value of its code, its number and its last four characters', async () => {
    const [one] = all;
    if (!one) throw new Error('the sample is empty');
    expect(idsOf(await list({ lookups: [one.code.lookup] }))).toEqual([one.id]);
    expect(idsOf(await list({ search: one.number }))).toEqual([one.id]);
    expect(idsOf(await list({ search: one.code.last4.toLowerCase() }))).toContain(one.id);
    const { rows, total } = await list({ search: 'nobody at all' });
    expect({ rows, total }).toEqual({ rows: [], total: { count: 0, amountMinor: 0 } });
  });

  it('takes what is searched for literally, wildcards and quotes too', async () => {
    const soren = all.filter(({ recipient }) => recipient.name.startsWith('100%'));
    for (const search of ['100%', '0% S', 'søren_b', 'n_B']) {
      expect([search, idsOf(await list({ search }))]).toEqual([search, newestFirst(soren)]);
    }
    for (const search of ['%', '_']) expect(idsOf(await list({ search }))).toEqual(newestFirst(soren));
    for (const search of ['\\', "'; --", '1%0', 'S_ren', '%%%%', '\\%']) {
      expect([search, idsOf(await list({ search }))]).toEqual([search, []]);
    }
  });

  it('takes any text for a cursor or refuses it, and never fails on one that it takes', async () => {
    const bad = [
      '',
      'x',
      '2026-11-22T12:00:00.000Z_',
      `2026-99-99T12:00:00.000Z_${all[0]?.id}`,
      `2026-11-22T12:00:00.000Z_${'-'.repeat(36)}`,
    ];
    expect(bad.filter(isCursor)).toEqual([]);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/), (text) => {
        if (isCursor(text)) expect(() => new Date(text.split('_')[0] ?? '').toISOString()).not.toThrow();
      }),
    );
  });
});
