import { randomUUID } from 'node:crypto';
import { readEvent, readState, storeEvent } from '@boon/db';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { newGift } from '../certificates/race-runner-of-test.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { handleJob } from './handle-job.ts';
import { startOutboxWorker } from './worker.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
type PaymentKind = 'payment_check' | 'payment_event';
type Purchase = Awaited<ReturnType<typeof openPurchase>>;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterEach(() => bed.clock.moveTo(null));
afterAll(async () => {
  const { rows } = await bed.owner.query('select * from ledger_differences');
  expect(rows).toEqual([]);
  await bed.close();
});

async function openPurchase() {
  const workspace = await bed.newWorkspace();
  const certificateId = randomUUID();
  const purchase = { ...newGift().gift, workspace: workspace.slug, segment: null, certificateId };
  const { checkoutUrl } = await purchaseCertificate(bed.services, purchase);
  const { payment } = await readState(bed.services.database, workspace.id, {
    certificateId,
    include: ['latest_payment'],
  });
  if (!payment) throw new Error('a purchase has a payment');
  return { workspaceId: workspace.id, certificateId, checkoutUrl, payment };
}

/** The job of this kind that is to find out about the purchase, and no other that could. */
async function onlyJob(kind: PaymentKind, { payment }: Purchase): Promise<string> {
  const check = `kind = 'payment_check' and payload ->> 'paymentId' = $1`;
  if (kind === 'payment_check') return idOf(`select id from outbox where ${check}`, payment.id);
  await bed.owner.query(`delete from outbox where ${check}`, [payment.id]);
  const eventId = await eventOf(payment.checkoutId);
  return idOf(`select id from outbox where kind = 'payment_event' and payload ->> 'eventId' = $1`, eventId);
}

async function idOf(query: string, value: string): Promise<string> {
  const { rows } = await bed.owner.query<{ id: string }>(query, [value]);
  return rows[0]?.id ?? '';
}

async function eventOf(checkoutId: string | null): Promise<string> {
  const eventId = `evt_${randomUUID()}`;
  await storeEvent(bed.services.database, {
    provider: 'stripe',
    eventId,
    type: 'checkout.session.completed',
    checkoutId,
    receivedAt: new Date(),
  });
  return eventId;
}

async function rowOf(jobId: string) {
  const { rows } = await bed.owner.query('select * from outbox where id = $1', [jobId]);
  return rows[0];
}

async function statusOf({ workspaceId, certificateId }: Purchase): Promise<string | undefined> {
  const { certificate } = await readState(bed.services.database, workspaceId, { certificateId });
  return certificate?.state.status;
}

/** The provider cannot be reached until it is back. */
function providerAway() {
  let isAway = true;
  const services: Services = {
    ...bed.services,
    payments: {
      ...bed.services.payments,
      async readCheckout(checkoutId) {
        if (!isAway) return bed.services.payments.readCheckout(checkoutId);
        throw new GatewayError({ kind: 'unavailable', gateway: 'stripe', operation: 'readCheckout' });
      },
    },
  };
  return {
    services,
    comeBack() {
      isAway = false;
    },
  };
}

async function becomesActive(purchase: Purchase): Promise<void> {
  await expect.poll(() => statusOf(purchase), { timeout: 10_000 }).toBe('active');
}

describe.each<PaymentKind>(['payment_check', 'payment_event'])('a %s', (kind) => {
  it('is tried every quarter of an hour for as long as the provider is away, and then finds what was paid', async () => {
    const purchase = await openPurchase();
    await bed.pay(purchase.checkoutUrl);
    const jobId = await onlyJob(kind, purchase);
    await bed.owner.query(
      `update outbox set attempts = 60, run_at = clock_timestamp() - interval '1 minute' where id = $1`,
      [jobId],
    );
    const now = new Date();
    bed.clock.moveTo(now);
    const provider = providerAway();
    const worker = await startOutboxWorker(provider.services);
    try {
      await expect
        .poll(() => rowOf(jobId), { timeout: 10_000 })
        .toMatchObject({
          attempts: 61,
          dead_at: null,
          run_at: new Date(now.getTime() + 15 * MINUTE_MS),
          last_error: 'GatewayError: stripe readCheckout: unavailable',
        });
      provider.comeBack();
      bed.clock.moveTo(new Date(now.getTime() + 15 * MINUTE_MS));
      await becomesActive(purchase);
    } finally {
      await worker.stop();
    }
  });

  it('that was given up before is tried again at the next start', async () => {
    const purchase = await openPurchase();
    await bed.pay(purchase.checkoutUrl);
    const jobId = await onlyJob(kind, purchase);
    await bed.owner.query('update outbox set attempts = 12, dead_at = clock_timestamp() where id = $1', [
      jobId,
    ]);
    const worker = await startOutboxWorker(bed.services);
    try {
      await becomesActive(purchase);
    } finally {
      await worker.stop();
    }
  });
});

describe('an open payment', () => {
  it('is asked about at each start, however far off its next check is', async () => {
    const purchase = await openPurchase();
    await bed.pay(purchase.checkoutUrl);
    const jobId = await onlyJob('payment_check', purchase);
    await bed.owner.query(`update outbox set run_at = clock_timestamp() + interval '9 hours' where id = $1`, [
      jobId,
    ]);
    const worker = await startOutboxWorker(bed.services);
    try {
      await becomesActive(purchase);
    } finally {
      await worker.stop();
    }
  });

  it('is asked about again soon while it is new, and every quarter of an hour later', async () => {
    const { workspaceId, certificateId, payment } = await openPurchase();
    const check = (ageMs: number) => {
      bed.clock.moveTo(new Date(payment.createdAt.getTime() + ageMs));
      const payload = { certificateId, paymentId: payment.id };
      return handleJob(bed.services, {
        id: randomUUID(),
        workspaceId,
        kind: 'payment_check',
        payload,
        attempts: 1,
      });
    };
    const at = (ageMs: number) => ({ runAgainAt: new Date(payment.createdAt.getTime() + ageMs) });
    expect(await check(2 * MINUTE_MS)).toEqual(at(6 * MINUTE_MS));
    expect(await check(10 * HOUR_MS)).toEqual(at(10 * HOUR_MS + 15 * MINUTE_MS));
  });
});

describe('an event about a checkout that the provider does not know', () => {
  it('is put aside at once, since no later answer will be another one', async () => {
    const eventId = await eventOf(`cs_test_${randomUUID()}`);
    const jobId = await idOf(`select id from outbox where payload ->> 'eventId' = $1`, eventId);
    const worker = await startOutboxWorker(bed.services);
    try {
      await expect
        .poll(() => rowOf(jobId), { timeout: 10_000 })
        .toMatchObject({
          attempts: 1,
          dead_at: expect.any(Date),
          last_error: 'JobRefused: the payment provider knows no such checkout',
        });
    } finally {
      await worker.stop();
    }
  });

  it('is kept while a 404 comes from somebody else than the provider', async () => {
    const eventId = await eventOf(`cs_test_${randomUUID()}`);
    const job = {
      id: randomUUID(),
      workspaceId: null,
      kind: 'payment_event',
      payload: { eventId },
      attempts: 1,
    };
    const facts = { kind: 'refused', gateway: 'stripe', operation: 'readCheckout', httpStatus: 404 } as const;
    const services: Services = {
      ...bed.services,
      payments: {
        ...bed.services.payments,
        readCheckout: () => Promise.reject(new GatewayError(facts)),
      },
    };
    await expect(handleJob(services, job)).rejects.toBeInstanceOf(GatewayError);
  });
});

describe('an event about a purchase of another installation', () => {
  it('is done with, since it will never be known here', async () => {
    const { payment } = await openPurchase();
    const eventId = await eventOf(payment.checkoutId);
    const services: Services = {
      ...bed.services,
      payments: {
        ...bed.services.payments,
        async readCheckout(checkoutId) {
          const checkout = await bed.services.payments.readCheckout(checkoutId);
          return { ...checkout, workspaceId: randomUUID(), certificateId: randomUUID() };
        },
      },
    };
    const job = {
      id: randomUUID(),
      workspaceId: null,
      kind: 'payment_event',
      payload: { eventId },
      attempts: 1,
    };
    expect(await handleJob(services, job)).toEqual({ done: true });
    expect(await readEvent(bed.services.database, eventId)).toMatchObject({ processedAt: expect.any(Date) });
  });
});
