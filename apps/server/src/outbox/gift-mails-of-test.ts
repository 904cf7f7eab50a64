import { randomUUID } from 'node:crypto';
import { giftMissedItsMail } from '@boon/core';
import { claimJobs, finishJob, type OutboxJob, readActivities, rearmJob } from '@boon/db';
import { actions } from '../certificates/race-actions-of-test.ts';
import { MARA, newGift, openShop, type Shop } from '../certificates/race-runner-of-test.ts';
import { resendCertificate } from '../certificates/staff-commands.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';

export const BOUGHT_AT = new Date('2027-06-01T12:00:00Z');
const PLANNED = '2027-06-05';
export const BEFORE = new Date('2027-06-03T12:00:00Z');
/** Eight in the morning in Oslo. */
export const PLANNED_AT = new Date('2027-06-05T06:00:00Z');
export const AFTER = new Date('2027-06-06T12:00:00Z');

type GiftChanges = { readonly deliverOn?: string | null; readonly announce?: 'send' | 'silent' };

/** A shop whose gifts are planned for a day, and a worker that does what is due when it is told to. */
export async function openGiftMails() {
  const bed = await openServices();
  const shop = await openShop(bed, { expiresAfterDays: 700 });
  return {
    bed,
    shop,
    /** Before each test: the day of buying, and nothing of another test in the queue. */
    async reset() {
      bed.clock.moveTo(BOUGHT_AT);
      await bed.owner.query('delete from outbox');
    },
    givenGift: (changes: GiftChanges = {}) => givenGift(bed, shop, changes),
    /** Claims what is due and does it, as the worker does; gives the gift mails among it. */
    async workAt(instant: Date, services: Services = bed.services): Promise<OutboxJob[]> {
      bed.clock.moveTo(instant);
      const jobs = await claimJobs(bed.services.database, instant, 20, 60);
      for (const job of jobs) await doJob(bed, services, job);
      return jobs.filter(({ payload }) => payload.template === 'gift');
    },
    doJob: (job: OutboxJob, services: Services = bed.services) => doJob(bed, services, job),
    async ledgerDifferences() {
      return (await bed.owner.query('select * from ledger_differences')).rows;
    },
  };
}

async function doJob({ services: { database } }: ServicesTestBed, services: Services, job: OutboxJob) {
  const result = await handleJob(services, job);
  if ('done' in result) await finishJob(database, job.id);
  else await rearmJob(database, job.id, result.runAgainAt, result.payload);
}

async function givenGift(bed: ServicesTestBed, shop: Shop, changes: GiftChanges) {
  const { deliverOn = PLANNED, announce = 'send' } = changes;
  const email = `lucja-${randomUUID()}@example.com`;
  const { gift } = newGift();
  const { id } = await shop.issue({
    announce,
    gift: { ...gift, recipient: { name: 'Łucja', email }, deliverOn },
  });
  const act = actions(shop);
  const change = { workspaceId: shop.workspace.id, certificateId: id, version: null };
  return {
    id,
    email,
    change,
    voidIt: () => act.voidIt(id),
    reactivate: () => act.reactivate(id),
    sendAgain: () => resendCertificate(bed.services, change, MARA),
    isMissed: async () =>
      giftMissedItsMail(await readActivities(bed.services.database, shop.workspace.id, id)),
    told: () => shop.tell(id),
    mails: (to = email) =>
      bed.local.outbox.list({ limit: 2_000 }).filter((mail) => mail.to.includes(to)).length,
  };
}
