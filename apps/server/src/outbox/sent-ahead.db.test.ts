import { randomUUID } from 'node:crypto';
import { claimJobs, readActivities } from '@boon/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { correctCertificate, reissueCertificate } from '../certificates/change-certificate.ts';
import { MARA, newGift } from '../certificates/race-runner-of-test.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { AFTER, BEFORE, BOUGHT_AT, openGiftMails, PLANNED_AT } from './gift-mails-of-test.ts';
import { handleJob } from './handle-job.ts';

let mails: Awaited<ReturnType<typeof openGiftMails>>;
beforeAll(async () => {
  mails = await openGiftMails();
});
beforeEach(() => mails.reset());
afterEach(async () => expect(await mails.ledgerDifferences()).toEqual([]));
afterAll(() => mails.bed.close());

describe('a gift that staff send before the day it is planned for', () => {
  it('goes out then and not once more on its day, and the timeline says who sent it', async () => {
    const gift = await mails.givenGift();
    await mails.workAt(BOUGHT_AT);
    await gift.sendAgain();
    expect(await mails.workAt(BEFORE)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    expect(await mails.workAt(PLANNED_AT)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    const log = await readActivities(mails.bed.services.database, mails.shop.workspace.id, gift.id);
    expect(log.filter(({ details }) => details.template === 'gift')).toMatchObject([
      { type: 'sent', actorKind: 'staff', actorName: MARA.name, details: { to: gift.email } },
    ]);
    await gift.sendAgain();
    await mails.workAt(AFTER);
    expect(gift.mails()).toBe(2);
  });

  it('goes out once when both are due at the same moment, as after an outage of the provider', async () => {
    const gift = await mails.givenGift();
    await mails.workAt(BOUGHT_AT);
    await gift.sendAgain();
    mails.bed.clock.moveTo(PLANNED_AT);
    const jobs = await claimJobs(mails.bed.services.database, PLANNED_AT, 20, 60);
    expect(jobs).toHaveLength(2);
    await Promise.all(jobs.map((job) => mails.doJob(job)));
    expect(gift.mails()).toBe(1);
    expect(await mails.workAt(AFTER)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
  });

  it('goes out on its day all the same when the code was replaced meanwhile', async () => {
    const gift = await mails.givenGift();
    await gift.sendAgain();
    await mails.workAt(BEFORE);
    await reissueCertificate(mails.bed.services, gift.change, 'It leaked', 'silent', MARA);
    await mails.workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });
});

describe('a mail that left while nobody heard of it', () => {
  /** The mail leaves, its answer is lost. */
  function unheard(): Services {
    const { mailer } = mails.bed.services;
    const lost = new GatewayError({ gateway: 'postmark', operation: 'send', kind: 'unknown' });
    return {
      ...mails.bed.services,
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
    const gift = await mails.givenGift();
    await mails.workAt(BOUGHT_AT);
    await gift.sendAgain();
    mails.bed.clock.moveTo(BEFORE);
    const [job] = await claimJobs(mails.bed.services.database, BEFORE, 1, 60);
    if (!job) throw new Error('it was asked for');
    await expect(handleJob(unheard(), job)).rejects.toBeInstanceOf(GatewayError);
    return { ...gift, hear: () => mails.doJob(job) };
  }

  it('is told to have gone where it went, so that the corrected address gets the gift on its day', async () => {
    const gift = await givenUnheard();
    const email = `right-${randomUUID()}@example.com`;
    const { purchaser } = newGift().gift;
    await correctCertificate(
      mails.bed.services,
      gift.change,
      { purchaser, recipient: { name: 'Łucja', email } },
      MARA,
    );
    await gift.hear();
    const log = await readActivities(mails.bed.services.database, mails.shop.workspace.id, gift.id);
    expect(log.at(-1)).toMatchObject({ type: 'sent', details: { to: gift.email } });
    await mails.workAt(PLANNED_AT);
    expect(gift.mails(email)).toBe(1);
  });

  it('stands for no code that was made since, so that this one comes on the day', async () => {
    const gift = await givenUnheard();
    await reissueCertificate(mails.bed.services, gift.change, 'It leaked', 'silent', MARA);
    await gift.hear();
    await mails.workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });

  it('nor does one during whose sending the code was replaced', async () => {
    const gift = await mails.givenGift();
    await mails.workAt(BOUGHT_AT);
    await gift.sendAgain();
    const { mailer } = mails.bed.services;
    const slow: Services = {
      ...mails.bed.services,
      mailer: {
        ...mailer,
        async send(message) {
          const sent = await mailer.send(message);
          await reissueCertificate(mails.bed.services, gift.change, 'It leaked', 'silent', MARA);
          return sent;
        },
      },
    };
    await mails.workAt(BEFORE, slow);
    await mails.workAt(PLANNED_AT);
    expect(gift.mails()).toBe(2);
  });
});
