import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { createStripeWebhook } from './stripe.ts';

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

function eventBody(id: string): string {
  return JSON.stringify({
    id,
    object: 'event',
    type: 'checkout.session.completed',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { id: `cs_test_${id}`, object: 'checkout.session', payment_intent: null } },
  });
}

async function post(body: string, signature: string) {
  return createStripeWebhook(bed.services).request('/aurora', {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body,
  });
}

function sign(payload: string, timestamp = Math.floor(Date.now() / 1000)): string {
  const secret = bed.local.stripe.webhookSecret;
  return new Stripe('sk_test_placeholder').webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

async function stored(eventId: string) {
  const events = await bed.owner.query('select 1 from inbound_events where event_id = $1', [eventId]);
  const jobs = await bed.owner.query(
    `select 1 from outbox where kind = 'payment_event' and payload ->> 'eventId' = $1`,
    [eventId],
  );
  return { events: events.rowCount, jobs: jobs.rowCount };
}

describe("the payment provider's event", () => {
  it('is stored and queued once, however often and at once it comes', async () => {
    const id = `evt_${randomUUID()}`;
    const body = eventBody(id);
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(body, sign(body))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await stored(id)).toEqual({ events: 1, jobs: 1 });
  });

  it.each([
    ['without a signature', () => ''],
    ['with a signature of another body', () => sign('{}')],
    ['signed ten minutes ago', (body: string) => sign(body, Math.floor(Date.now() / 1000) - 600)],
    ['signed ten minutes in the future', (body: string) => sign(body, Math.floor(Date.now() / 1000) + 600)],
  ])('%s is refused and leaves nothing behind', async (_name, signature) => {
    const id = `evt_${randomUUID()}`;
    const body = eventBody(id);
    expect((await post(body, signature(body))).status).toBe(400);
    expect(await stored(id)).toEqual({ events: 0, jobs: 0 });
  });
});
