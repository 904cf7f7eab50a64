import { randomUUID } from 'node:crypto';
import { type GiftInput, type StoredCertificate, statusAt } from '@boon/core';
import { readActivities, readState } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { voidCertificateById } from '../certificates/staff-commands.ts';
import type { Checkout, Payments } from '../gateways/payments.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { type PaymentIds, settlePayment } from './settle-payment.ts';

const GIFT: GiftInput = {
  amountMinor: 15_000,
  purchaser: { name: 'Mateo', email: 'mateo@example.com' },
  recipient: { name: 'Łucja Brønsted', email: 'lucja@example.com' },
  message: 'Thirty looks good on you.',
  delivery: 'email',
  deliverOn: null,
};
const HOUR_MS = 3_600_000;
const STAFF = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
  await bed.close();
});

async function openPurchase(gift: Partial<GiftInput> = {}) {
  const workspace = await bed.newWorkspace();
  const certificateId = randomUUID();
  const purchase = { ...GIFT, ...gift, workspace: workspace.slug, segment: null, certificateId };
  const { checkoutUrl } = await purchaseCertificate(bed.services, purchase);
  const { payment } = await readState(bed.services.database, workspace.id, {
    certificateId,
    include: ['latest_payment'],
  });
  if (!payment) throw new Error('a purchase has a payment');
  return {
    workspace,
    purchase,
    checkoutUrl,
    ids: { workspaceId: workspace.id, certificateId, paymentId: payment.id },
  };
}

async function mailsQueued(certificateId: string): Promise<string[]> {
  const { rows } = await bed.owner.query<{ template: string }>(
    `select payload ->> 'template' as template from outbox where kind = 'mail' and payload ->> 'certificateId' = $1 order by 1`,
    [certificateId],
  );
  return rows.map(({ template }) => template);
}

async function read(ids: { workspaceId: string; certificateId: string }): Promise<StoredCertificate> {
  const { certificate } = await readState(bed.services.database, ids.workspaceId, {
    certificateId: ids.certificateId,
  });
  if (!certificate) throw new Error('the certificate exists');
  return certificate;
}

describe('a payment is confirmed', () => {
  it('once, when the event and the return page of 20 tabs ask at the same moment', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    await bed.pay(checkoutUrl);
    const answers = await Promise.all(Array.from({ length: 20 }, () => settlePayment(bed.services, ids)));
    expect(answers.map(({ state }) => state)).toEqual(Array(20).fill('paid'));
    const log = await readActivities(bed.services.database, ids.workspaceId, ids.certificateId);
    expect(log.map(({ type }) => type)).toEqual([
      'created',
      'purchased',
      'purchased_from_portal',
      'activated_from_portal',
    ]);
    expect(await mailsQueued(ids.certificateId)).toEqual(['gift', 'receipt']);
    const { rows } = await bed.owner.query('select kind from transfers where certificate_id = $1', [
      ids.certificateId,
    ]);
    expect(rows).toEqual([{ kind: 'issue' }]);
  });

  it('only when the provider says so: coming back without paying leaves it pending', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    const answer = await settlePayment(bed.services, ids);
    expect(answer.state).toBe('open');
    expect(answer.checkoutUrl).toBe(checkoutUrl);
    expect((await read(ids)).state.status).toBe('pending');
    expect(await mailsQueued(ids.certificateId)).toEqual([]);
  });

  it('with the amount that was asked for: a payment of another amount activates nothing', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    await bed.pay(checkoutUrl);
    await bed.owner.query('update payments set amount_minor = amount_minor + 1 where id = $1', [
      ids.paymentId,
    ]);
    await expect(settlePayment(bed.services, ids)).rejects.toMatchObject({ code: 'amount_out_of_range' });
    expect((await read(ids)).state.status).toBe('pending');
  });
});

describe('a purchase', () => {
  it('repeated by a double click opens one payment', async () => {
    const { purchase, checkoutUrl, ids } = await openPurchase();
    const again = await Promise.all([1, 2, 3].map(() => purchaseCertificate(bed.services, purchase)));
    expect(again.map((answer) => answer.checkoutUrl)).toEqual([checkoutUrl, checkoutUrl, checkoutUrl]);
    const { rows } = await bed.owner.query('select id from payments where certificate_id = $1', [
      ids.certificateId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('begun twice at the very same moment opens one payment', async () => {
    const workspace = await bed.newWorkspace();
    const purchase = { ...GIFT, workspace: workspace.slug, segment: null, certificateId: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => purchaseCertificate(bed.services, purchase)),
    );
    expect(new Set(answers.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1);
  });

  it('with other details under the same id is refused, and the first one stays as it was', async () => {
    const { purchase, ids } = await openPurchase();
    const other = { ...purchase, amountMinor: 20_000 };
    await expect(purchaseCertificate(bed.services, other)).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    expect((await read(ids)).amount.amountMinor).toBe(15_000);
  });

  it('is refused while the portal is off, with nothing stored', async () => {
    const workspace = await bed.newWorkspace({ portalEnabled: false });
    const certificateId = randomUUID();
    const purchase = { ...GIFT, workspace: workspace.slug, segment: null, certificateId };
    await expect(purchaseCertificate(bed.services, purchase)).rejects.toMatchObject({
      code: 'portal_disabled',
    });
    const { certificate } = await readState(bed.services.database, workspace.id, { certificateId });
    expect(certificate).toBeNull();
  });

  it.each([
    ['amountMinor', { amountMinor: 2_499 }, 'amount_out_of_range'],
    ['amountMinor', { amountMinor: 200_001 }, 'amount_out_of_range'],
    ['amountMinor', { amountMinor: Number.NaN }, 'amount_out_of_range'],
    ['purchaser.email', { purchaser: { name: 'Mateo', email: 'mateo@' } }, 'validation_failed'],
    ['message', { message: 'x'.repeat(10_000) }, 'validation_failed'],
  ])('with a bad %s is refused by name, with nothing stored', async (field, gift, code) => {
    const workspace = await bed.newWorkspace();
    const certificateId = randomUUID();
    const purchase = { ...GIFT, ...gift, workspace: workspace.slug, segment: null, certificateId };
    await expect(purchaseCertificate(bed.services, purchase)).rejects.toMatchObject({
      code,
      details: { fields: { [field]: expect.any(String) } },
    });
    const { certificate } = await readState(bed.services.database, workspace.id, { certificateId });
    expect(certificate).toBeNull();
  });

  it('that is abandoned is voided once its window is over, and cannot be paid any more', async () => {
    const { ids } = await openPurchase();
    bed.clock.moveTo(new Date(Date.now() + 24 * HOUR_MS + 1_000));
    const answer = await settlePayment(bed.services, ids);
    bed.clock.moveTo(null);
    expect(answer.state).toBe('closed');
    const certificate = await read(ids);
    expect(certificate.state).toMatchObject({ status: 'voided', voidReason: 'payment not completed' });
    const { payment } = await readState(bed.services.database, ids.workspaceId, { paymentId: ids.paymentId });
    const checkout = await bed.services.payments.readCheckout(payment?.checkoutId ?? '');
    expect(checkout.status).toBe('expired');
  });
});

describe('voiding a pending certificate', () => {
  it('closes its payment page first, so that nobody pays for what is void', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    const request = {
      workspaceId: ids.workspaceId,
      certificateId: ids.certificateId,
      version: 1,
      reason: 'Wrong amount',
    };
    await voidCertificateById(bed.services, request, STAFF);
    await expect(bed.pay(checkoutUrl)).rejects.toThrow();
    expect((await read(ids)).state.status).toBe('voided');
  });

  it.each([
    ['for a caller that saw it pending', 1],
    ['for a caller that names no version', null],
  ])('that was paid a moment ago is refused, and stays what was paid for, %s', async (_who, version) => {
    const { ids, checkoutUrl } = await openPurchase();
    await bed.pay(checkoutUrl);
    await expect(voidCertificateById(bed.services, voiding(ids, version), STAFF)).rejects.toMatchObject({
      code: 'certificate_active',
    });
    expect(statusAt(await read(ids), new Date())).toBe('active');
  });
});

const voiding = ({ workspaceId, certificateId }: PaymentIds, version: number | null) => ({
  workspaceId,
  certificateId,
  version,
  reason: 'Wrong amount',
});

describe('a payment that takes days, once its customer is done,', () => {
  type Progress = Awaited<ReturnType<Payments['readPaymentProgress']>>;

  /** As a bank debit looks at Stripe: the checkout is complete, and unpaid until the money is there. */
  function debited(progress: () => Progress): Services {
    const { payments } = bed.services;
    const unpaid = async (reading: Promise<Checkout>): Promise<Checkout> => {
      const checkout = await reading;
      return checkout.status === 'complete' ? { ...checkout, paid: progress() === 'arrived' } : checkout;
    };
    return {
      ...bed.services,
      payments: {
        ...payments,
        readCheckout: (id) => unpaid(payments.readCheckout(id)),
        expireCheckout: (id) => unpaid(payments.expireCheckout(id)),
        readPaymentProgress: async () => progress(),
      },
    };
  }

  it('is not voided under way, and activates the certificate when the money arrives', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    let progress: Progress = 'on_its_way';
    const services = debited(() => progress);
    await bed.pay(checkoutUrl);
    expect((await settlePayment(services, ids)).state).toBe('processing');
    await expect(voidCertificateById(services, voiding(ids, 1), STAFF)).rejects.toMatchObject({
      code: 'stale',
    });
    progress = 'arrived';
    expect((await settlePayment(services, ids)).state).toBe('paid');
    expect((await read(ids)).state.status).toBe('active');
  });

  it('ends the purchase when the money will not come', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    await bed.pay(checkoutUrl);
    expect(
      (
        await settlePayment(
          debited(() => 'failed'),
          ids,
        )
      ).state,
    ).toBe('closed');
    expect((await read(ids)).state.status).toBe('voided');
  });

  it('can be voided once it has failed, before anybody else has noticed', async () => {
    const { ids, checkoutUrl } = await openPurchase();
    await bed.pay(checkoutUrl);
    const voided = await voidCertificateById(
      debited(() => 'failed'),
      voiding(ids, null),
      STAFF,
    );
    expect(voided.state.status).toBe('voided');
    expect(await mailsQueued(ids.certificateId)).toEqual([]);
  });
});
