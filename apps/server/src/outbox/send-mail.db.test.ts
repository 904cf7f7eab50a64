import { randomUUID } from 'node:crypto';
import type { StoredCertificate } from '@boon/core';
import { readActivities, readState, readSurroundings } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { correctCertificate } from '../certificates/change-certificate.ts';
import { actions } from '../certificates/race-actions-of-test.ts';
import { MARA, newGift, openShop, type Shop } from '../certificates/race-runner-of-test.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed);
});
afterEach(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

async function givenGift() {
  const email = `lucja-${randomUUID()}@example.com`;
  const { gift } = newGift();
  const certificate = await shop.issue({ gift: { ...gift, recipient: { name: 'Łucja', email } } });
  const payload = { certificateId: certificate.id, template: 'gift' };
  const job = { id: randomUUID(), workspaceId: shop.workspace.id, kind: 'mail', payload, attempts: 1 };
  return { certificate, email, job };
}

/** The document of the first mail takes as long as `change` does. */
function changingMeanwhile(change: () => Promise<unknown>): Services {
  let isFirst = true;
  return {
    ...bed.services,
    documents: {
      ...bed.services.documents,
      async render(document) {
        const rendered = await bed.services.documents.render(document);
        if (isFirst) await change();
        isFirst = false;
        return rendered;
      },
    },
  };
}

async function mailsTo(address: string): Promise<string[]> {
  const mails = bed.local.outbox.list({ limit: 2_000 }).filter(({ to }) => to.includes(address));
  return Promise.all(mails.map(async ({ id }) => (await bed.local.outbox.get(id))?.text ?? ''));
}

async function now({ id }: StoredCertificate): Promise<StoredCertificate> {
  const { certificate } = await readState(bed.services.database, shop.workspace.id, { certificateId: id });
  if (!certificate) throw new Error('it was issued');
  return certificate;
}

async function sentTo({ id }: StoredCertificate): Promise<unknown[]> {
  const log = await readActivities(bed.services.database, shop.workspace.id, id);
  return log.filter(({ type }) => type === 'sent').map(({ details }) => details.to);
}

describe('a gift mail whose certificate changes while the mail is made', () => {
  it('carries the new code when it was reissued, and never the dead one', async () => {
    const { certificate, email, job } = await givenGift();
    const services = changingMeanwhile(() => actions(shop).reissue(certificate.id));
    expect(await handleJob(services, job)).toEqual({ runAgainAt: expect.any(Date) });
    expect(await mailsTo(email)).toEqual([]);
    expect(await handleJob(services, job)).toEqual({ done: true });
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail).toContain(shop.codeOf(await now(certificate)));
    expect(mail).not.toContain(shop.codeOf(certificate));
    expect(await sentTo(certificate)).toEqual([email]);
  });

  it('goes to the corrected address alone, and is told to have gone there', async () => {
    const { certificate, email, job } = await givenGift();
    const corrected = `right-${randomUUID()}@example.com`;
    const target = { workspaceId: shop.workspace.id, certificateId: certificate.id, version: null };
    const people = { purchaser: certificate.purchaser, recipient: { name: 'Łucja', email: corrected } };
    const services = changingMeanwhile(() => correctCertificate(bed.services, target, people, MARA));
    expect(await handleJob(services, job)).toEqual({ runAgainAt: expect.any(Date) });
    expect(await handleJob(services, job)).toEqual({ done: true });
    expect(await mailsTo(email)).toEqual([]);
    expect(await mailsTo(corrected)).toHaveLength(1);
    expect(await sentTo(certificate)).toEqual([corrected]);
    const around = { id: certificate.id, segmentId: certificate.segmentId, orderId: null };
    const { deliveries } = await readSurroundings(bed.services.database, shop.workspace.id, around);
    expect(deliveries).toMatchObject([{ status: 'sent', recipientEmail: corrected }]);
  });

  it.each([
    ['voided', (certificate: StoredCertificate) => actions(shop).voidIt(certificate.id)],
    [
      'redeemed',
      async (certificate: StoredCertificate) =>
        actions(shop).redeem(shop.codeOf(certificate), await shop.order()),
    ],
  ])('does not go out when it was %s', async (_status, change) => {
    const { certificate, email, job } = await givenGift();
    const services = changingMeanwhile(() => change(certificate));
    expect(await handleJob(services, job)).toEqual({ runAgainAt: expect.any(Date) });
    expect(await handleJob(services, job)).toEqual({ done: true });
    expect(await mailsTo(email)).toEqual([]);
    expect(await sentTo(certificate)).toEqual([]);
  });
});
