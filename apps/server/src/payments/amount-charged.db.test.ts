import { randomUUID } from 'node:crypto';
import { readState } from '@boon/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import type { Checkout } from '../gateways/payments.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { settlePayment } from './settle-payment.ts';

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

async function openPaidPurchase() {
  const workspace = await bed.newWorkspace();
  const certificateId = randomUUID();
  const { checkoutUrl } = await purchaseCertificate(bed.services, {
    workspace: workspace.slug,
    segment: null,
    certificateId,
    amountMinor: 15_000,
    purchaser: { name: 'Mateo', email: 'mateo@example.com' },
    recipient: { name: 'Łucja', email: 'lucja@example.com' },
    message: '',
    delivery: 'email',
    deliverOn: null,
  });
  await bed.pay(checkoutUrl);
  const wanted = { certificateId, include: ['latest_payment'] } as const;
  const { payment } = await readState(bed.services.database, workspace.id, wanted);
  return { workspaceId: workspace.id, certificateId, paymentId: payment?.id ?? '' };
}

/** The services, with a provider that tells of this checkout with changes. */
function withCheckout(changes: Partial<Checkout>): Services {
  const { payments } = bed.services;
  const readCheckout: typeof payments.readCheckout = async (id) => ({
    ...(await payments.readCheckout(id)),
    ...changes,
  });
  return { ...bed.services, payments: { ...payments, readCheckout } };
}

it.each<[string, Partial<Checkout>]>([
  ['another amount', { amountMinor: 14_999 }],
  ['another currency', { currency: 'ISK' }],
  ['another certificate', { certificateId: randomUUID() }],
  ['another payment', { paymentId: randomUUID() }],
  ['another workspace', { workspaceId: randomUUID() }],
])('a payment page that was paid for %s activates nothing', async (_what, changes) => {
  const ids = await openPaidPurchase();
  await expect(settlePayment(withCheckout(changes), ids)).rejects.toMatchObject({
    code: 'amount_out_of_range',
  });
  const { certificate } = await readState(bed.services.database, ids.workspaceId, {
    certificateId: ids.certificateId,
  });
  expect(certificate?.state.status).toBe('pending');
  expect((await settlePayment(bed.services, ids)).state).toBe('paid');
});
