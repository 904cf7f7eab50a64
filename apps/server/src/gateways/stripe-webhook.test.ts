import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyStripeWebhook, WebhookRejected } from './stripe-webhook.ts';

const secret = 'whsec_of_this_test';
const now = new Date('2026-11-22T12:00:00Z');
const nowSeconds = now.getTime() / 1000;
const session = { id: 'cs_test_1', object: 'checkout.session', payment_intent: 'pi_1' };

function eventBody(object: object, type = 'checkout.session.completed'): string {
  return JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type,
    created: nowSeconds,
    livemode: false,
    data: { object },
  });
}

function signature(body: string | Buffer, timestamp: number): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

function verify(body: string | Buffer, header: string) {
  return verifyStripeWebhook({ rawBody: body, signatureHeader: header, secret, now });
}

function rejection(body: string | Buffer, header: string): string {
  try {
    verify(body, header);
  } catch (error) {
    if (error instanceof WebhookRejected) return error.reason;
    throw error;
  }
  return 'accepted';
}

describe('a webhook', () => {
  it('that Stripe signed over these very bytes is read', () => {
    const body = Buffer.from(eventBody(session));
    expect(verify(body, `t=${nowSeconds},v1=${signature(body, nowSeconds)}`)).toEqual({
      id: 'evt_1',
      type: 'checkout.session.completed',
      createdAt: now,
      livemode: false,
      sessionId: 'cs_test_1',
      paymentReference: 'pi_1',
    });
  });

  it('about a refund or a dispute names the payment it belongs to', () => {
    const body = eventBody(
      { id: 're_1', object: 'refund', payment_intent: { id: 'pi_2' } },
      'refund.created',
    );
    const event = verify(body, `t=${nowSeconds},v1=${signature(body, nowSeconds)}`);
    expect(event).toMatchObject({ sessionId: null, paymentReference: 'pi_2' });
  });

  it('with one byte changed is refused', () => {
    const body = eventBody(session);
    const header = `t=${nowSeconds},v1=${signature(body, nowSeconds)}`;
    expect(rejection(body.replace('evt_1', 'evt_2'), header)).toBe('signature');
  });

  it.each([
    { secondsAway: -300, outcome: 'accepted' },
    { secondsAway: -301, outcome: 'timestamp' },
    { secondsAway: 300, outcome: 'accepted' },
    { secondsAway: 301, outcome: 'timestamp' },
  ])('signed $secondsAway s from now is $outcome', ({ secondsAway, outcome }) => {
    const body = eventBody(session);
    const signedAt = nowSeconds + secondsAway;
    expect(rejection(body, `t=${signedAt},v1=${signature(body, signedAt)}`)).toBe(outcome);
  });

  it.each([
    ['', 'timestamp'],
    ['v1=00', 'timestamp'],
    [`t=${nowSeconds}`, 'signature'],
    [`t=${nowSeconds},v1=00`, 'signature'],
    [`t=${nowSeconds},t=${nowSeconds},v1=00`, 'timestamp'],
    [`t=${nowSeconds},v0=${signature(eventBody(session), nowSeconds)}`, 'signature'],
  ])('with the header %j is refused for its %s', (header, reason) => {
    expect(rejection(eventBody(session), header)).toBe(reason);
  });

  it.each(['{', '[]', '{"object":"v2.core.event"}', '{"object":"event"}'])(
    'that is signed but says %j is malformed',
    (body) => {
      expect(rejection(body, `t=${nowSeconds},v1=${signature(body, nowSeconds)}`)).toBe('malformed');
    },
  );
});
