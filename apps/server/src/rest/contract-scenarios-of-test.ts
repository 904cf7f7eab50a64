import { randomUUID } from 'node:crypto';
import { GUESS_LIMITS } from '@boon/core';
import { readState } from '@boon/db';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { newGift } from '../certificates/race-runner-of-test.ts';
import { voidCertificateById } from '../certificates/staff-commands.ts';
import { createPayments } from '../gateways/payments.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import { repeatUnderWay } from './contract-refusals-of-test.ts';
import type { ProblemCode } from './problems.ts';
import { type Answer, type Caller, giftOf, type RestTestBed, type Site } from './rest-test-bed.ts';

export type Given = { readonly bed: RestTestBed; readonly site: Site };

/** A call of an operation whose method the document knows. */
export type Prepared = {
  readonly path: string;
  readonly body?: unknown;
  /** The API on other services than the test bed's. */
  readonly by?: Caller;
};

type Refused = (given: Given) => Promise<Prepared | Answer>;

export type Scenarios = {
  readonly succeeds: (given: Given) => Promise<Prepared>;
  /** What this call alone refuses, or refuses in its own way; the rest is provoked the same way for all calls. */
  readonly refused: Readonly<Partial<Record<ProblemCode, Refused>>>;
};

const YEARS_AHEAD = new Date('2040-01-01T12:00:00.000Z');
const REASON = { reason: 'Bought twice by mistake' };
const LATER = { valid_through: '2039-06-30' };

const orderPath = (id: string, action = '') => `/v1/orders/${id}${action}`;
const certificatePath = (id: string, action = '') => `/v1/certificates/${id}${action}`;

/** Every operation of the document by its `operationId`: a call that works, and what makes it refuse. */
export const SCENARIOS: Readonly<Record<string, Scenarios>> = {
  createOrder: {
    succeeds: async () => ({ path: '/v1/orders', body: newOrder() }),
    refused: {
      order_reference_taken: async ({ site }) => {
        const { reference } = await site.newOrder();
        return { path: '/v1/orders', body: { ...newOrder(), reference } };
      },
    },
  },
  readOrder: { succeeds: async ({ site }) => ({ path: orderPath((await site.newOrder()).id) }), refused: {} },
  changeOrder: {
    succeeds: async ({ site }) => ({ path: orderPath((await site.newOrder()).id), body: { total: 38_000 } }),
    refused: {
      order_closed: async ({ site }) => ({ path: orderPath(await closedOrder(site)), body: { total: 1 } }),
    },
  },
  createCheckoutToken: ofOrder('/checkout-tokens'),
  completeOrder: ofOrder('/complete', (site) => closedOrder(site, 'cancel')),
  cancelOrder: ofOrder('/cancel'),
  redeemCertificate: {
    succeeds: async ({ site }) => redemption(site, (await site.newCertificate()).code),
    refused: {
      code_malformed: async ({ site }) => redemption(site, 'ABCD-EFGH-JKMX'),
      code_not_found: async ({ bed, site }) => redemption(site, bed.services.codes.draw().formatted()),
      certificate_pending: async ({ site }) => redemption(site, (await pending(site)).code),
      certificate_redeemed: async ({ site }) => redemption(site, (await redeemed(site)).code),
      certificate_voided: async ({ site }) => redemption(site, (await voided(site)).code),
      certificate_expired: async ({ bed, site }) => ({
        ...(await redemption(site, (await site.newCertificate()).code)),
        by: yearsLater(bed),
      }),
      exceeds_amount_due: async ({ site }) =>
        redemption(site, (await site.newCertificate()).code, { total: 12_000 }),
      currency_mismatch: async ({ site }) =>
        redemption(site, (await site.newCertificate()).code, { currency: 'NOK' }),
      order_closed: async ({ site }) => ({
        path: orderPath(await closedOrder(site), '/redemptions'),
        body: { code: (await site.newCertificate()).code },
      }),
      rate_limited: async (given) => ({
        path: orderPath(await guessedOn(given), '/redemptions'),
        body: { code: (await given.site.newCertificate()).code },
      }),
    },
  },
  reverseRedemption: {
    succeeds: async ({ site }) => {
      const { orderId, redemptionId } = await redeemed(site);
      return { path: orderPath(orderId, `/redemptions/${redemptionId}`) };
    },
    refused: {
      order_closed: async ({ site }) => {
        const { orderId, redemptionId } = await redeemed(site);
        await site.call('POST', orderPath(orderId, '/complete'));
        return { path: orderPath(orderId, `/redemptions/${redemptionId}`) };
      },
    },
  },
  createCertificate: {
    succeeds: async () => ({ path: '/v1/certificates', body: giftOf() }),
    refused: {
      amount_out_of_range: newCertificate({ amount: 1 }),
      currency_mismatch: newCertificate({ currency: 'NOK' }),
      type_not_available: newCertificate({ type_id: randomUUID() }),
    },
  },
  listCertificates: {
    succeeds: async ({ site }) => {
      await site.newCertificate();
      return { path: '/v1/certificates?limit=1' };
    },
    refused: { validation_failed: async () => ({ path: '/v1/certificates?limit=0' }) },
  },
  readCertificate: ofCertificate('', undefined, {}),
  voidCertificate: ofCertificate('/void', REASON, {
    certificate_active: async (site, bed) => {
      const { certificateId, checkoutUrl } = await purchased(site, bed);
      await bed.pay(checkoutUrl);
      return { id: certificateId };
    },
    certificate_redeemed: redeemed,
    certificate_voided: voided,
    payment_unavailable: async (site, bed) => ({
      id: (await purchased(site, bed)).certificateId,
      by: bed.callerWith({
        payments: createPayments({ ...bed.local.stripe, apiBase: 'http://127.0.0.1:9' }),
      }),
    }),
  }),
  sendCertificate: ofCertificate(
    '/send',
    undefined,
    {
      certificate_pending: pending,
      certificate_redeemed: redeemed,
      certificate_voided: voided,
      certificate_expired: expired,
    },
    {
      stale: async ({ bed, site }) => {
        const { id } = await site.newCertificate();
        return repeatUnderWay(bed, site, { method: 'POST', path: certificatePath(id, '/send') });
      },
    },
  ),
  printCertificate: ofCertificate('/pdf', undefined, {
    certificate_pending: pending,
    certificate_voided: voided,
  }),
  reactivateCertificate: ofCertificate(
    '/reactivate',
    {},
    {
      certificate_pending: pending,
      certificate_active: (site) => site.newCertificate(),
      certificate_redeemed: redeemed,
      certificate_voided: refunded,
      certificate_expired: async (site, bed) => ({ ...(await voided(site)), by: yearsLater(bed) }),
    },
    {},
    voided,
  ),
  extendCertificate: ofCertificate('/extend', LATER, {
    certificate_pending: pending,
    certificate_redeemed: redeemed,
    certificate_voided: voided,
  }),
  reissueCertificate: ofCertificate('/reissue', REASON, {
    certificate_pending: pending,
    certificate_redeemed: redeemed,
    certificate_voided: voided,
    certificate_expired: expired,
  }),
  checkCode: {
    succeeds: async ({ site }) => ({
      path: '/v1/codes/check',
      body: { code: (await site.newCertificate()).code },
    }),
    refused: {
      not_found: async ({ site }) => ({
        path: '/v1/codes/check',
        body: { code: (await site.newCertificate()).code, order_id: randomUUID() },
      }),
      rate_limited: async (given) => ({
        path: '/v1/codes/check',
        body: { code: (await given.site.newCertificate()).code, order_id: await guessedOn(given) },
      }),
    },
  },
};

/** An order on which as many wrong codes were tried as may be. */
async function guessedOn({ bed, site }: Given): Promise<string> {
  const { id } = await site.newOrder();
  for (let tried = 0; tried < GUESS_LIMITS.order.wrongMax; tried += 1) {
    const body = { code: bed.services.codes.draw().formatted() };
    await site.call('POST', orderPath(id, '/redemptions'), { body });
  }
  return id;
}

type Found = { readonly id: string; readonly by?: Caller };
type Find = (site: Site, bed: RestTestBed) => Promise<Found>;

function ofOrder(action: string, closed: (site: Site) => Promise<string> = closedOrder): Scenarios {
  return {
    succeeds: async ({ site }) => ({ path: orderPath((await site.newOrder()).id, action) }),
    refused: { order_closed: async ({ site }) => ({ path: orderPath(await closed(site), action) }) },
  };
}

function ofCertificate(
  action: string,
  body: unknown,
  finds: Readonly<Partial<Record<ProblemCode, Find>>>,
  others: Scenarios['refused'] = {},
  ready: Find = (site) => site.newCertificate(),
): Scenarios {
  const on =
    (find: Find) =>
    async ({ site, bed }: Given): Promise<Prepared> => {
      const { id, by } = await find(site, bed);
      return { path: certificatePath(id, action), body, ...(by ? { by } : {}) };
    };
  const refused = Object.entries(finds).map(([code, find]) => [code, on(find)] as const);
  return { succeeds: on(ready), refused: { ...Object.fromEntries(refused), ...others } };
}

function newOrder() {
  return { reference: `AJ-${randomUUID()}`, total: 42_000, currency: 'EUR' };
}

function newCertificate(changes: object): Refused {
  return async () => ({ path: '/v1/certificates', body: { ...giftOf(), ...changes } });
}

async function redemption(
  site: Site,
  code: string,
  changes: Record<string, unknown> = {},
): Promise<Prepared> {
  const { id } = await site.newOrder(changes);
  return { path: orderPath(id, '/redemptions'), body: { code } };
}

async function closedOrder(site: Site, ending: 'complete' | 'cancel' = 'complete'): Promise<string> {
  const { id } = await site.newOrder();
  await site.call('POST', orderPath(id, `/${ending}`));
  return id;
}

function pending(site: Site) {
  return site.newCertificate({ payment: null });
}

async function voided(site: Site) {
  const made = await site.newCertificate();
  await site.call('POST', certificatePath(made.id, '/void'), { body: REASON });
  return made;
}

async function redeemed(site: Site) {
  const made = await site.newCertificate();
  const [{ id: orderId }, redemptionId] = [await site.newOrder(), randomUUID()];
  const call = { body: { code: made.code }, idempotencyKey: redemptionId };
  await site.call('POST', orderPath(orderId, '/redemptions'), call);
  return { ...made, orderId, redemptionId };
}

async function expired(site: Site, bed: RestTestBed): Promise<Found> {
  const { id } = await site.newCertificate();
  return { id, by: yearsLater(bed) };
}

/** Bought on the portal, its payment page still open. */
async function purchased({ workspaceId }: Site, { services }: RestTestBed) {
  const certificateId = randomUUID();
  const purchase = { ...newGift().gift, workspace: `shop-${workspaceId}`, segment: null, certificateId };
  const { checkoutUrl } = await purchaseCertificate(services, purchase);
  return { certificateId, checkoutUrl };
}

async function refunded(site: Site, bed: RestTestBed): Promise<Found> {
  const { services } = bed;
  const { workspaceId } = site;
  const { certificateId, checkoutUrl } = await purchased(site, bed);
  await bed.pay(checkoutUrl);
  const { payment } = await readState(services.database, workspaceId, {
    certificateId,
    include: ['latest_payment'],
  });
  await settlePayment(services, { workspaceId, certificateId, paymentId: payment?.id ?? '' });
  const target = { workspaceId, certificateId, version: null };
  const staff = { kind: 'staff', id: randomUUID(), name: 'Mara' } as const;
  await voidCertificateById(services, { ...target, ...REASON, money: 'refund' }, staff);
  return { id: certificateId };
}

function yearsLater(bed: RestTestBed): Caller {
  return bed.callerWith({ clock: { now: () => YEARS_AHEAD, from: () => YEARS_AHEAD, isMoved: () => true } });
}
