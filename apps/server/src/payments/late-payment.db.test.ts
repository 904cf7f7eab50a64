import { randomUUID } from 'node:crypto';
import { PAID_TWICE } from '@boon/core';
import { attachCheckout, readActivities, readState } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { markPaid, reactivateCertificate } from '../certificates/change-certificate.ts';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { MARA, newGift } from '../certificates/race-runner-of-test.ts';
import { voidCertificateById } from '../certificates/staff-commands.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import { giveBack } from '../outbox/give-back.ts';
import { handleJob } from '../outbox/handle-job.ts';
import { callersOf } from '../segments/callers-of-test.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { settlePayment } from './settle-payment.ts';

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

/**
 * A payment page that outlived the voiding of its certificate: the voiding found no page to close, and the page's number
 * was noted before the payment was closed. A customer can hold its address.
 */
async function givenLivePageOfVoided() {
  const workspace = await bed.newWorkspace();
  const certificateId = randomUUID();
  const opened: { sessionId: string; url: string }[] = [];
  const answerIsLost: Services = {
    ...bed.services,
    payments: {
      ...bed.services.payments,
      async openCheckout(request) {
        opened.push(await bed.services.payments.openCheckout(request));
        throw new GatewayError({ gateway: 'stripe', operation: 'openCheckout', kind: 'unavailable' });
      },
    },
  };
  const purchase = { ...newGift().gift, workspace: workspace.slug, segment: null, certificateId };
  await expect(purchaseCertificate(answerIsLost, purchase)).rejects.toMatchObject({
    code: 'payment_unavailable',
  });
  const target = { workspaceId: workspace.id, certificateId, version: null };
  await voidCertificateById(bed.services, { ...target, reason: 'Wrong amount' }, MARA);
  const { payment } = await readState(bed.services.database, workspace.id, {
    certificateId,
    include: ['latest_payment'],
  });
  const [page] = opened;
  if (!payment || !page) throw new Error('a purchase has a payment, and a page was opened for it');
  const status = await attachCheckout(bed.services.database, workspace.id, payment.id, page.sessionId);
  expect(status).toBe('closed');
  return {
    workspace,
    target,
    url: page.url,
    ids: { workspaceId: workspace.id, certificateId, paymentId: payment.id },
  };
}

type Ids = Awaited<ReturnType<typeof givenLivePageOfVoided>>['ids'];

async function tell({ workspaceId, certificateId, paymentId }: Ids) {
  const { database } = bed.services;
  const { certificate, payment } = await readState(database, workspaceId, { certificateId, paymentId });
  const log = await readActivities(database, workspaceId, certificateId);
  const { rows: transfers } = await bed.owner.query<{ kind: string }>(
    'select kind from transfers where certificate_id = $1 order by sequence',
    [certificateId],
  );
  const { rows: jobs } = await bed.owner.query<{ kind: string }>(
    `select kind from outbox where payload ->> 'certificateId' = $1 and kind <> 'payment_check'`,
    [certificateId],
  );
  return {
    state: certificate?.state,
    payment: payment?.status,
    log,
    facts: log.map(({ type }) => type),
    transfers: transfers.map(({ kind }) => kind),
    jobs: jobs.map(({ kind }) => kind),
  };
}

const checkOf = ({ workspaceId, ...payload }: Ids) =>
  handleJob(bed.services, { id: randomUUID(), workspaceId, kind: 'payment_check', payload, attempts: 1 });

describe('the payment page of a certificate voided meanwhile', () => {
  it('is closed by the next look, so that nobody pays on it', async () => {
    const { ids, url } = await givenLivePageOfVoided();
    expect(await checkOf(ids)).toEqual({ done: true });
    await expect(bed.pay(url)).rejects.toThrow();
    expect(await tell(ids)).toMatchObject({ payment: 'closed', facts: ['created', 'voided'], jobs: [] });
  });

  it('that was paid gives the money back, once whoever asks, and activates and mails nothing', async () => {
    const { ids, url } = await givenLivePageOfVoided();
    await bed.pay(url);
    const answers = await Promise.all(Array.from({ length: 10 }, () => settlePayment(bed.services, ids)));
    expect(answers.map(({ state }) => state)).toEqual(Array(10).fill('paid'));
    expect(await tell(ids)).toMatchObject({
      state: { status: 'voided', voidReason: 'Wrong amount', refund: { refundedAt: null } },
      payment: 'paid',
      facts: ['created', 'voided', 'purchased'],
      transfers: ['issue', 'void'],
      jobs: ['refund'],
    });
    await giveBack(bed.services, ids);
    expect(await tell(ids)).toMatchObject({
      state: { status: 'voided', refund: { refundedAt: expect.any(Date) } },
      facts: ['created', 'voided', 'purchased', 'refunded'],
      transfers: ['issue', 'void', 'refund'],
    });
  });

  it('says so to the customer who comes back from it, and offers no document', async () => {
    const { workspace, ids, url } = await givenLivePageOfVoided();
    await bed.pay(url);
    const { token: purchase } = await bed.services.tokens.sign('purchase', ids);
    const { customer } = callersOf(bed);
    const told = await customer.purchaseStatus({ workspace: workspace.slug, purchase });
    expect(told).toMatchObject({ state: 'cancelled', isPaidBack: true, pdfUrl: null });
  });

  it('that was paid by bank debit is looked at until the money has come, and then gives it back', async () => {
    const { ids, url } = await givenLivePageOfVoided();
    await bed.pay(url, 'bank_debit');
    expect(await checkOf(ids)).toMatchObject({ runAgainAt: expect.any(Date) });
    expect(await tell(ids)).toMatchObject({ payment: 'closed', jobs: [] });
    bed.clock.moveTo(new Date(Date.now() + 60_000));
    expect(await checkOf(ids)).toEqual({ done: true });
    expect(await tell(ids)).toMatchObject({ payment: 'paid', jobs: ['refund'] });
  });

  it('activates the certificate when it is paid after the voiding was taken back', async () => {
    const { ids, url, target } = await givenLivePageOfVoided();
    await reactivateCertificate(bed.services, target, null, MARA);
    await bed.pay(url);
    expect(await settlePayment(bed.services, ids)).toMatchObject({ state: 'paid' });
    expect(await tell(ids)).toMatchObject({ state: { status: 'active' }, transfers: ['issue'] });
  });

  it('tells staff once when the certificate was paid by other means meanwhile, and leaves it to be used', async () => {
    const { ids, url, target } = await givenLivePageOfVoided();
    await reactivateCertificate(bed.services, target, null, MARA);
    await markPaid(bed.services, target, { method: 'cash', reference: null }, MARA);
    await bed.pay(url);
    await Promise.all([1, 2, 3].map(() => settlePayment(bed.services, ids)));
    const told = await tell(ids);
    expect(told).toMatchObject({ state: { status: 'active' }, payment: 'paid', transfers: ['issue'] });
    expect(told.jobs).not.toContain('refund');
    const notes = told.log.filter(({ details }) => details.reason === PAID_TWICE);
    expect(notes).toMatchObject([{ type: 'purchased', details: { method: 'stripe' } }]);
  });
});
