import { randomUUID } from 'node:crypto';
import { giftMissedItsMail } from '@boon/core';
import {
  beginDelivery,
  claimJobs,
  finishJob,
  type OutboxJob,
  readActivities,
  readState,
  rearmJob,
} from '@boon/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  correctCertificate,
  reactivateCertificate,
  reissueCertificate,
} from '../certificates/change-certificate.ts';
import { actions } from '../certificates/race-actions-of-test.ts';
import { MARA, newGift, openShop, type Shop } from '../certificates/race-runner-of-test.ts';
import { resendCertificate } from '../certificates/staff-commands.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';

const BOUGHT_AT = new Date('2027-06-01T12:00:00Z');
const PLANNED = '2027-06-05';
const BEFORE = new Date('2027-06-03T12:00:00Z');
/** Eight in the morning in Oslo. */
const PLANNED_AT = new Date('2027-06-05T06:00:00Z');
const AFTER = new Date('2027-06-06T12:00:00Z');

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed, { expiresAfterDays: 700 });
});
beforeEach(async () => {
  bed.clock.moveTo(BOUGHT_AT);
  await bed.owner.query('delete from outbox');
});
afterEach(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

async function givenGift(changes: { deliverOn?: string | null; announce?: 'send' | 'silent' } = {}) {
  const { deliverOn = PLANNED, announce = 'send' } = changes;
  const email = `lucja-${randomUUID()}@example.com`;
  const { gift } = newGift();
  const { id } = await shop.issue({
    announce,
    gift: { ...gift, recipient: { name: 'Łucja', email }, deliverOn },
  });
  const act = actions(shop);
  return {
    id,
    email,
    voidIt: () => act.voidIt(id),
    reactivate: () => act.reactivate(id),
    sendAgain: () =>
      resendCertificate(
        bed.services,
        { workspaceId: shop.workspace.id, certificateId: id, version: null },
        MARA,
      ),
    change: { workspaceId: shop.workspace.id, certificateId: id, version: null },
    isMissed: async () =>
      giftMissedItsMail(await readActivities(bed.services.database, shop.workspace.id, id)),
    told: () => shop.tell(id),
    mails: () => bed.local.outbox.list({ limit: 2_000 }).filter(({ to }) => to.includes(email)).length,
  };
}

/** Claims what is due and does it, as the worker does; gives the gift mails among it. */
async function workAt(instant: Date, services: Services = bed.services): Promise<OutboxJob[]> {
  bed.clock.moveTo(instant);
  const jobs = await claimJobs(bed.services.database, instant, 20, 60);
  for (const job of jobs) {
    const result = await handleJob(services, job);
    if ('done' in result) await finishJob(bed.services.database, job.id);
    else await rearmJob(bed.services.database, job.id, result.runAgainAt, result.payload);
  }
  return jobs.filter(({ payload }) => payload.template === 'gift');
}

describe('a gift that staff send before the day it is planned for', () => {
  it('goes out then and not once more on its day, and the timeline says who sent it', async () => {
    const gift = await givenGift();
    await workAt(BOUGHT_AT);
    await gift.sendAgain();
    expect(await workAt(BEFORE)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    expect(await workAt(PLANNED_AT)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    const log = await readActivities(bed.services.database, shop.workspace.id, gift.id);
    expect(log.filter(({ details }) => details.template === 'gift')).toMatchObject([
      { type: 'sent', actorKind: 'staff', actorName: MARA.name, details: { to: gift.email } },
    ]);
    await gift.sendAgain();
    await workAt(AFTER);
    expect(gift.mails()).toBe(2);
  });

  it('goes out on its day all the same when the code was replaced meanwhile', async () => {
    const gift = await givenGift();
    await gift.sendAgain();
    await workAt(BEFORE);
    await reissueCertificate(bed.services, gift.change, 'It leaked', 'silent', MARA);
    await workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });
});

describe('a mail that left while nobody heard of it', () => {
  /** The mail leaves, its answer is lost. */
  function unheard(): Services {
    const { mailer } = bed.services;
    const lost = new GatewayError({ gateway: 'postmark', operation: 'send', kind: 'unknown' });
    return {
      ...bed.services,
      mailer: {
        ...mailer,
        async send(message) {
          await mailer.send(message);
          throw lost;
        },
      },
    };
  }

  async function givenUnheard() {
    const gift = await givenGift();
    await workAt(BOUGHT_AT);
    await gift.sendAgain();
    bed.clock.moveTo(BEFORE);
    const [job] = await claimJobs(bed.services.database, BEFORE, 1, 60);
    if (!job) throw new Error('it was asked for');
    await expect(handleJob(unheard(), job)).rejects.toBeInstanceOf(GatewayError);
    return { ...gift, hear: () => handleJob(bed.services, job) };
  }

  it('is told to have gone where it went, so that the corrected address gets the gift on its day', async () => {
    const gift = await givenUnheard();
    const email = `right-${randomUUID()}@example.com`;
    const { purchaser } = newGift().gift;
    await correctCertificate(
      bed.services,
      gift.change,
      { purchaser, recipient: { name: 'Łucja', email } },
      MARA,
    );
    await gift.hear();
    const log = await readActivities(bed.services.database, shop.workspace.id, gift.id);
    expect(log.at(-1)).toMatchObject({ type: 'sent', details: { to: gift.email } });
    await workAt(PLANNED_AT);
    const { list } = bed.local.outbox;
    expect(list({ limit: 2_000 }).filter(({ to }) => to.includes(email))).toHaveLength(1);
  });

  it('stands for no code that was made since, so that this one comes on the day', async () => {
    const gift = await givenUnheard();
    await reissueCertificate(bed.services, gift.change, 'It leaked', 'silent', MARA);
    await gift.hear();
    await workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });

  it('nor does one during whose sending the code was replaced', async () => {
    const gift = await givenGift();
    await workAt(BOUGHT_AT);
    await gift.sendAgain();
    const { mailer } = bed.services;
    const slow: Services = {
      ...bed.services,
      mailer: {
        ...mailer,
        async send(message) {
          const sent = await mailer.send(message);
          await reissueCertificate(bed.services, gift.change, 'It leaked', 'silent', MARA);
          return sent;
        },
      },
    };
    await workAt(BEFORE, slow);
    await workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });
});

describe('a gift planned for a day on which its certificate is void', () => {
  it('is not sent by taking that back, since the address may be what was wrong, but by staff who look at it', async () => {
    const gift = await givenGift();
    bed.clock.moveTo(BEFORE);
    await gift.voidIt();
    const [overtaken] = await workAt(PLANNED_AT);
    if (!overtaken) throw new Error('it was planned for then');
    expect(await gift.told()).toBe('voided (voided, send_failed)');
    bed.clock.moveTo(AFTER);
    await gift.reactivate();
    expect(await workAt(AFTER)).toEqual([]);
    expect(await gift.isMissed()).toBe(true);
    // As after a crash before the job was put down as done.
    expect(await handleJob(bed.services, overtaken)).toEqual({ done: true });
    expect(gift.mails()).toBe(0);
    await gift.sendAgain();
    await workAt(AFTER);
    expect(gift.mails()).toBe(1);
    expect(await gift.isMissed()).toBe(false);
    expect(await gift.told()).toBe('active (voided, send_failed, reactivated, sent)');
  });

  it('tells staff why it did not go out, and to whom', async () => {
    const gift = await givenGift();
    await gift.voidIt();
    await workAt(PLANNED_AT);
    const log = await readActivities(bed.services.database, shop.workspace.id, gift.id);
    expect(log.at(-1)).toMatchObject({
      type: 'send_failed',
      details: { template: 'gift', to: gift.email, reason: 'the certificate could not be used then' },
    });
  });

  it('is no change of a colleague’s to whoever looked at the certificate before', async () => {
    const gift = await givenGift();
    await gift.voidIt();
    const { certificate } = await readState(bed.services.database, shop.workspace.id, {
      certificateId: gift.id,
    });
    const looked = { ...gift.change, version: certificate?.version ?? 0 };
    await workAt(PLANNED_AT);
    await expect(reactivateCertificate(bed.services, looked, null, MARA)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringMatching(/^Boon changed/),
      details: { changedBy: null },
    });
  });

  it('goes out once when that is taken back while its mail finds out', async () => {
    const gift = await givenGift();
    await gift.voidIt();
    const { rows } = await bed.owner.query<{ id: string }>(
      `select id from outbox where payload ->> 'template' = 'gift'`,
    );
    await beginDelivery(bed.services.database, {
      workspaceId: shop.workspace.id,
      id: rows[0]?.id ?? '',
      certificateId: gift.id,
      template: 'gift',
      recipientEmail: gift.email,
      createdAt: BEFORE,
    });
    const { mailer } = bed.services;
    const reactivating: Services = {
      ...bed.services,
      mailer: {
        ...mailer,
        async find(deliveryId, options) {
          await gift.reactivate();
          return mailer.find(deliveryId, options);
        },
      },
    };
    expect(await workAt(PLANNED_AT, reactivating)).toHaveLength(1);
    expect(gift.mails()).toBe(0);
    expect(await workAt(AFTER)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    expect(await gift.told()).toBe('active (voided, reactivated, sent)');
  });
});

describe('taking a voiding back', () => {
  it('leaves a gift to the mail that still waits for its day', async () => {
    const gift = await givenGift();
    bed.clock.moveTo(BEFORE);
    await gift.voidIt();
    await gift.reactivate();
    expect(await workAt(BEFORE)).toEqual([]);
    expect(await workAt(PLANNED_AT)).toHaveLength(1);
    expect(await workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(1);
  });

  it('does not send again what went out before', async () => {
    const gift = await givenGift({ deliverOn: null });
    await workAt(BOUGHT_AT);
    await gift.voidIt();
    await gift.reactivate();
    expect(await workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(1);
  });

  it('sends nothing that staff chose not to send', async () => {
    const gift = await givenGift({ announce: 'silent' });
    await gift.voidIt();
    await gift.reactivate();
    expect(await workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(0);
  });

  it('of one that was never paid sends nothing, since it only waits for its money again', async () => {
    const { id } = await shop.issue({ payment: null, announce: 'send' });
    await actions(shop).voidIt(id);
    await actions(shop).reactivate(id);
    expect(await shop.tell(id)).toBe('pending (voided, reactivated)');
    expect(await workAt(AFTER)).toEqual([]);
  });
});
