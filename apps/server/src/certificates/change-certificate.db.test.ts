import { randomUUID } from 'node:crypto';
import { readState } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import {
  correctCertificate,
  extendCertificate,
  markPaid,
  reactivateCertificate,
  reissueCertificate,
} from './change-certificate.ts';
import { purchaseCertificate } from './purchase-certificate.ts';
import { MARA, newGift, openShop, type Shop } from './race-runner-of-test.ts';
import { readCertificate, revealCode, voidCertificateById } from './staff-commands.ts';

const OTTO = { kind: 'staff', id: randomUUID(), name: 'Otto' } as const;
const REASON = 'it leaked';
const LATER = '2031-01-01';
const PEOPLE = { purchaser: newGift().gift.purchaser, recipient: newGift().gift.recipient };
const HOUR_MS = 3_600_000;

let bed: ServicesTestBed;
let shop: Shop;
beforeAll(async () => {
  bed = await openServices();
  shop = await openShop(bed);
});
afterEach(async () => {
  bed.clock.moveTo(null);
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
});
afterAll(() => bed.close());

const target = (certificateId: string, version: number | null = null) => ({
  workspaceId: shop.workspace.id,
  certificateId,
  version,
});

describe('two members of staff with the same certificate before them', () => {
  it.each([
    [
      'extend',
      (id: string, version: number) => extendCertificate(bed.services, target(id, version), LATER, OTTO),
    ],
    [
      'correct',
      (id: string, version: number) => correctCertificate(bed.services, target(id, version), PEOPLE, OTTO),
    ],
    [
      'reissue',
      (id: string, version: number) =>
        reissueCertificate(bed.services, target(id, version), REASON, 'silent', OTTO),
    ],
    [
      'void',
      (id: string, version: number) =>
        voidCertificateById(bed.services, { ...target(id, version), reason: REASON }, OTTO),
    ],
    [
      'reactivate',
      (id: string, version: number) => reactivateCertificate(bed.services, target(id, version), null, OTTO),
    ],
    [
      'mark as paid',
      (id: string, version: number) =>
        markPaid(bed.services, target(id, version), { method: 'cash', reference: null }, OTTO),
    ],
  ])(
    'the second, who wants to %s, is told who changed it and when, not who looked at it since',
    async (_what, change) => {
      const { id, version } = await shop.issue();
      const changedAt = new Date(Date.now() + HOUR_MS);
      bed.clock.moveTo(changedAt);
      await extendCertificate(bed.services, target(id, version), LATER, MARA);
      bed.clock.moveTo(null);
      await revealCode(bed.services, shop.workspace.id, id, OTTO);
      await expect(change(id, version)).rejects.toMatchObject({
        code: 'stale',
        message: expect.stringContaining('Mara'),
        details: { changedBy: 'Mara', changedAt: changedAt.toISOString() },
      });
    },
  );

  it('a change answers with the version that the next change must name', async () => {
    const { id, version } = await shop.issue();
    const reissued = await reissueCertificate(bed.services, target(id, version), REASON, 'silent', MARA);
    const corrected = await correctCertificate(bed.services, target(id, reissued.version), PEOPLE, MARA);
    const extended = await extendCertificate(bed.services, target(id, corrected.version), LATER, MARA);
    expect(extended.version).toBe(version + 3);
  });
});

describe('a purchase on the portal that nobody has paid', () => {
  async function buy(services: Services = bed.services) {
    const certificateId = randomUUID();
    const { gift } = newGift();
    const purchase = { ...gift, workspace: shop.workspace.slug, segment: null, certificateId };
    return { certificateId, ...(await purchaseCertificate(services, purchase)) };
  }

  async function paymentOf(certificateId: string) {
    const wanted = { certificateId, include: ['latest_payment'] } as const;
    const { payment } = await readState(bed.services.database, shop.workspace.id, wanted);
    if (!payment) throw new Error('a purchase has a payment');
    return payment;
  }

  it.each([
    ['for no reason', { reason: ' ' }, 'validation_failed'],
    ['with a refund of nothing', { reason: REASON, money: 'refund' }, 'validation_failed'],
    ['by somebody who looked at another version', { reason: REASON, version: 7 }, 'stale'],
  ] as const)('keeps its payment page when voiding it is refused: %s', async (_how, request, code) => {
    const { certificateId, checkoutUrl } = await buy();
    await expect(
      voidCertificateById(bed.services, { ...target(certificateId), ...request }, MARA),
    ).rejects.toMatchObject({ code });
    await bed.pay(checkoutUrl);
    const { id: paymentId } = await paymentOf(certificateId);
    const settled = await settlePayment(bed.services, { ...target(certificateId), paymentId });
    expect(settled.state).toBe('paid');
  });

  it('is never shown a page to pay on when it was voided while that page was being opened', async () => {
    const opened: string[] = [];
    const slow: Services = {
      ...bed.services,
      payments: {
        ...bed.services.payments,
        async openCheckout(request) {
          const checkout = await bed.services.payments.openCheckout(request);
          opened.push(checkout.url, request.certificateId);
          await voidCertificateById(bed.services, { ...target(request.certificateId), reason: REASON }, MARA);
          return checkout;
        },
      },
    };
    await expect(buy(slow)).rejects.toMatchObject({ code: 'certificate_voided' });
    const [url = '', certificateId = ''] = opened;
    await expect(bed.pay(url)).rejects.toThrow('the payment page answered');
    expect((await readCertificate(bed.services, shop.workspace.id, certificateId)).state.status).toBe(
      'voided',
    );
  });

  it('is given up after its window also when no payment page was ever noted', async () => {
    const lost: Services = {
      ...bed.services,
      payments: { ...bed.services.payments, openCheckout: () => Promise.reject(new Error('the power went')) },
    };
    const certificateId = randomUUID();
    const { gift } = newGift();
    const purchase = { ...gift, workspace: shop.workspace.slug, segment: null, certificateId };
    await expect(purchaseCertificate(lost, purchase)).rejects.toThrow('the power went');
    const { id: paymentId } = await paymentOf(certificateId);
    const settle = () => settlePayment(bed.services, { ...target(certificateId), paymentId });
    expect((await settle()).state).toBe('open');
    bed.clock.moveTo(new Date(Date.now() + 24 * HOUR_MS));
    expect(await settle()).toMatchObject({
      state: 'closed',
      certificate: { state: { status: 'voided', voidReason: 'payment not completed' } },
    });
  });
});

describe('what no field may hold', () => {
  it.each(['a\u0000b', '\ud800'])('is refused by name in a reason and in a reference', async (text) => {
    const active = await shop.issue();
    await expect(
      voidCertificateById(bed.services, { ...target(active.id), reason: text }, MARA),
    ).rejects.toMatchObject({
      code: 'validation_failed',
      details: { fields: { reason: expect.any(String) } },
    });
    const pending = await shop.issue({ payment: null });
    const payment = { method: 'other', reference: text } as const;
    const fields = { 'payment.reference': expect.any(String) };
    await expect(markPaid(bed.services, target(pending.id), payment, MARA)).rejects.toMatchObject({
      code: 'validation_failed',
      details: { fields },
    });
    await expect(shop.issue({ payment })).rejects.toMatchObject({
      code: 'validation_failed',
      details: { fields },
    });
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e308])(
    'is an amount of %s: refused by name for a certificate, and, unless it is nothing, for an order',
    async (amountMinor) => {
      const { gift } = newGift();
      await expect(shop.issue({ gift: { ...gift, amountMinor } })).rejects.toMatchObject({
        code: 'amount_out_of_range',
      });
      if (amountMinor === 0) return;
      await expect(shop.order(amountMinor)).rejects.toMatchObject({ code: 'amount_out_of_range' });
    },
  );
});
