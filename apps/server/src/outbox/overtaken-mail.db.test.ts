import { beginDelivery, readActivities, readState } from '@boon/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reactivateCertificate } from '../certificates/change-certificate.ts';
import { actions } from '../certificates/race-actions-of-test.ts';
import { MARA } from '../certificates/race-runner-of-test.ts';
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

describe('a gift planned for a day on which its certificate is void', () => {
  it('is not sent by taking that back, since the address may be what was wrong, but by staff who look at it', async () => {
    const gift = await mails.givenGift();
    mails.bed.clock.moveTo(BEFORE);
    await gift.voidIt();
    const [overtaken] = await mails.workAt(PLANNED_AT);
    if (!overtaken) throw new Error('it was planned for then');
    expect(await gift.told()).toBe('voided (voided, send_failed)');
    mails.bed.clock.moveTo(AFTER);
    await gift.reactivate();
    expect(await mails.workAt(AFTER)).toEqual([]);
    expect(await gift.isMissed()).toBe(true);
    // As after a crash before the job was put down as done.
    expect(await handleJob(mails.bed.services, overtaken)).toEqual({ done: true });
    expect(gift.mails()).toBe(0);
    await gift.sendAgain();
    await mails.workAt(AFTER);
    expect(gift.mails()).toBe(1);
    expect(await gift.isMissed()).toBe(false);
    expect(await gift.told()).toBe('active (voided, send_failed, reactivated, sent)');
  });

  it('tells staff why it did not go out, and to whom', async () => {
    const gift = await mails.givenGift();
    await gift.voidIt();
    await mails.workAt(PLANNED_AT);
    const log = await readActivities(mails.bed.services.database, mails.shop.workspace.id, gift.id);
    expect(log.at(-1)).toMatchObject({
      type: 'send_failed',
      details: { template: 'gift', to: gift.email, reason: 'the certificate could not be used then' },
    });
  });

  it('is no change of a colleague’s to whoever looked at the certificate before', async () => {
    const gift = await mails.givenGift();
    await gift.voidIt();
    const { certificate } = await readState(mails.bed.services.database, mails.shop.workspace.id, {
      certificateId: gift.id,
    });
    const looked = { ...gift.change, version: certificate?.version ?? 0 };
    await mails.workAt(PLANNED_AT);
    await expect(reactivateCertificate(mails.bed.services, looked, null, MARA)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringMatching(/^Boon changed/),
      details: { changedBy: null },
    });
  });

  it('goes out once when that is taken back while its mail finds out', async () => {
    const gift = await mails.givenGift();
    await gift.voidIt();
    const { rows } = await mails.bed.owner.query<{ id: string }>(
      `select id from outbox where payload ->> 'template' = 'gift'`,
    );
    await beginDelivery(mails.bed.services.database, {
      workspaceId: mails.shop.workspace.id,
      id: rows[0]?.id ?? '',
      certificateId: gift.id,
      template: 'gift',
      recipientEmail: gift.email,
      createdAt: BEFORE,
    });
    const { mailer } = mails.bed.services;
    const reactivating: Services = {
      ...mails.bed.services,
      mailer: {
        ...mailer,
        async find(deliveryId, options) {
          await gift.reactivate();
          return mailer.find(deliveryId, options);
        },
      },
    };
    expect(await mails.workAt(PLANNED_AT, reactivating)).toHaveLength(1);
    expect(gift.mails()).toBe(0);
    expect(await mails.workAt(AFTER)).toHaveLength(1);
    expect(gift.mails()).toBe(1);
    expect(await gift.told()).toBe('active (voided, reactivated, sent)');
  });
});

describe('taking a voiding back', () => {
  it('leaves a gift to the mail that still waits for its day', async () => {
    const gift = await mails.givenGift();
    mails.bed.clock.moveTo(BEFORE);
    await gift.voidIt();
    await gift.reactivate();
    expect(await mails.workAt(BEFORE)).toEqual([]);
    expect(await mails.workAt(PLANNED_AT)).toHaveLength(1);
    expect(await mails.workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(1);
  });

  it('does not send again what went out before', async () => {
    const gift = await mails.givenGift({ deliverOn: null });
    await mails.workAt(BOUGHT_AT);
    await gift.voidIt();
    await gift.reactivate();
    expect(await mails.workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(1);
  });

  it('sends nothing that staff chose not to send', async () => {
    const gift = await mails.givenGift({ announce: 'silent' });
    await gift.voidIt();
    await gift.reactivate();
    expect(await mails.workAt(AFTER)).toEqual([]);
    expect(gift.mails()).toBe(0);
  });

  it('of one that was never paid sends nothing, since it only waits for its money again', async () => {
    const { id } = await mails.shop.issue({ payment: null, announce: 'send' });
    await actions(mails.shop).voidIt(id);
    await actions(mails.shop).reactivate(id);
    expect(await mails.shop.tell(id)).toBe('pending (voided, reactivated)');
    expect(await mails.workAt(AFTER)).toEqual([]);
  });
});
