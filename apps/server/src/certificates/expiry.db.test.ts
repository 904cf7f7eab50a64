import { randomUUID } from 'node:crypto';
import { statusAt } from '@boon/core';
import { listCertificates, readActivities } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../routers/index.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { checkCode, checkCodePublicly } from './check-code.ts';
import { MARA, newGift, openShop, SITE } from './race-runner-of-test.ts';
import { redeemCertificate, reverseRedemption } from './redeem-certificate.ts';
import { issueCertificate, readCertificate, resendCertificate } from './staff-commands.ts';

const HOUR_MS = 3_600_000;

/** Zone, a last day, and the instant it ends there, read off a calendar and a clock by hand. */
const LAST_DAYS = [
  ['an ordinary day', 'Atlantic/Reykjavik', '2027-06-15', '2027-06-16T00:00:00Z'],
  ['the leap day', 'Atlantic/Reykjavik', '2028-02-29', '2028-03-01T00:00:00Z'],
  ['the day before clocks go forward', 'America/New_York', '2027-03-13', '2027-03-14T05:00:00Z'],
  ['the day clocks go forward', 'America/New_York', '2027-03-14', '2027-03-15T04:00:00Z'],
  ['the day clocks go back', 'America/New_York', '2027-11-07', '2027-11-08T05:00:00Z'],
  ['the last day of the year, first on earth', 'Pacific/Kiritimati', '2027-12-31', '2027-12-31T10:00:00Z'],
  ['the day clocks go forward', 'Pacific/Chatham', '2027-09-26', '2027-09-26T10:15:00Z'],
  ['the day clocks go back', 'Pacific/Chatham', '2027-04-04', '2027-04-04T11:15:00Z'],
] as const;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterEach(async () => {
  bed.clock.moveTo(null);
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

/** Two of a kind, whose last day is the day after they were made. */
async function issuePair(timeZone: string, end: Date) {
  bed.clock.moveTo(new Date(end.getTime() - 36 * HOUR_MS));
  const shop = await openShop(bed, { timeZone, expiresAfterDays: 1 });
  const { services, workspace } = shop;
  const issue = () => issueCertificate(services, workspace.id, newGift(), MARA);
  return { shop, first: await issue(), second: await issue() };
}

describe.each(LAST_DAYS)('%s in %s', (_day, timeZone, lastDay, endText) => {
  const end = new Date(endText);

  it('is good through 23:59 and over at 00:00, in every answer, before anybody has booked it', async () => {
    const { shop, first, second } = await issuePair(timeZone, end);
    const { services, workspace } = shop;
    const workspaceId = workspace.id;
    const orderId = await shop.order();
    const redeem = (certificate: typeof first) =>
      redeemCertificate(services, {
        workspaceId,
        orderId,
        code: shop.codeOf(certificate),
        redemptionId: randomUUID(),
        actor: SITE,
        disclosure: 'exact',
        guesser: {},
      });
    const answers = async () => {
      const now = services.clock.now();
      const code = shop.codeOf(second);
      const checked = await checkCode(services, { workspaceId, code, orderId, guesser: {} });
      const filter = { status: ['active'] } as const;
      const page = { now, limit: 10, cursor: null };
      const list = await listCertificates(services.database, workspaceId, {}, page);
      const actives = await listCertificates(services.database, workspaceId, filter, page);
      const { token } = await services.tokens.sign('certificate', { workspaceId, certificateId: second.id });
      const caller = appRouter.createCaller({
        services,
        outbox: null,
        readStaff: async () => null,
        readCheckout: () => null,
        addressSubject: () => 'somebody',
        foreignOrigin: null,
      });
      const held = await caller.portal.certificate({ workspace: workspace.slug, token });
      return {
        check: checked.redeemable ? 'active' : checked.refusal.code,
        stranger: (await checkCodePublicly(services, { workspaceId, code, guesser: {} })).status,
        list: list.rows.find(({ id }) => id === second.id)?.status,
        isListedAsActive: actives.rows.some(({ id }) => id === second.id),
        get: statusAt(await readCertificate(services, workspaceId, second.id), now),
        holder: held.status,
        holderSeesCode: held.code !== null,
      };
    };

    expect(first.state).toMatchObject({ validity: { validThrough: lastDay, expiresAt: end } });
    bed.clock.moveTo(new Date(end.getTime() - 60_000));
    expect(await answers()).toEqual({
      check: 'active',
      stranger: 'active',
      list: 'active',
      isListedAsActive: true,
      get: 'active',
      holder: 'active',
      holderSeesCode: true,
    });
    bed.clock.moveTo(new Date(end.getTime() - 1));
    await redeem(first);

    bed.clock.moveTo(end);
    expect(await answers()).toEqual({
      check: 'certificate_expired',
      stranger: 'expired',
      list: 'expired',
      isListedAsActive: false,
      get: 'expired',
      holder: 'expired',
      holderSeesCode: false,
    });
    await expect(redeem(second)).rejects.toMatchObject({ code: 'certificate_expired' });
    const target = { workspaceId, certificateId: second.id, version: null };
    await expect(resendCertificate(services, target, MARA)).rejects.toMatchObject({
      code: 'certificate_expired',
    });
    expect((await readCertificate(services, workspaceId, second.id)).state.status).toBe('active');
  });
});

it('comes back expired, and says so in its log, when it is removed from an order after its last day', async () => {
  const end = new Date('2027-11-08T05:00:00Z');
  const { shop, first } = await issuePair('America/New_York', end);
  const { services, workspace } = shop;
  const orderId = await shop.order();
  const redemptionId = randomUUID();
  const ids = { workspaceId: workspace.id, orderId, redemptionId, actor: SITE };
  await redeemCertificate(services, { ...ids, code: shop.codeOf(first), disclosure: 'exact', guesser: {} });
  bed.clock.moveTo(end);
  expect((await reverseRedemption(services, ids)).dueMinor).toBe(50_000);
  expect((await readCertificate(services, workspace.id, first.id)).state.status).toBe('expired');
  const log = await readActivities(services.database, workspace.id, first.id);
  expect(log.slice(-3).map(({ type }) => type)).toEqual(['redeemed', 'redemption_reversed', 'expired']);
});
