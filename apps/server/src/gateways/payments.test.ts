import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { publicUrl, startTestGateways, type TestGateways } from './local/local-gateways-of-test.ts';
import { createPayments, type Payments } from './payments.ts';

vi.setConfig({ testTimeout: 20_000 });

let gateways: TestGateways;
let payments: Payments;

beforeEach(async () => {
  gateways = await startTestGateways();
  payments = createPayments(gateways.local.stripe);
});

afterEach(async () => {
  await gateways.close();
});

const stubs: Server[] = [];

afterEach(() => {
  for (const stub of stubs.splice(0)) {
    stub.closeAllConnections();
    stub.close();
  }
});

async function paymentsAnsweredBy(status: number, answer: object): Promise<Payments> {
  const stub = createServer((_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
  );
  stubs.push(stub);
  await new Promise<void>((listening) => stub.listen(0, '127.0.0.1', listening));
  const address = stub.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return createPayments({ ...gateways.local.stripe, apiBase: `http://127.0.0.1:${port}` });
}

async function refusal(call: Promise<unknown>): Promise<GatewayError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayError) return error;
  throw new Error(`not a gateway error: ${String(error)}`);
}

describe('a checkout', () => {
  it('opens unpaid, is paid on the page, and reads paid with our ids, amount and currency', async () => {
    const request = gateways.checkoutOf();
    const { sessionId, url } = await payments.openCheckout(request);
    expect(url).toBe(`${publicUrl}/test-payments/${sessionId}`);

    const opened = await payments.readCheckout(sessionId);
    expect(opened).toEqual({
      sessionId,
      paymentId: request.paymentId,
      certificateId: request.certificateId,
      workspaceId: request.workspaceId,
      status: 'open',
      paid: false,
      amountMinor: 15000,
      currency: 'EUR',
      url,
      paymentReference: null,
      livemode: false,
    });

    const answer = await gateways.press(sessionId, { method: 'card', card_number: '4242 4242 4242 4242' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(request.successUrl);

    const paid = await payments.readCheckout(sessionId);
    expect(paid).toMatchObject({
      status: 'complete',
      paid: true,
      amountMinor: 15000,
      currency: 'EUR',
      url: null,
    });
    expect(paid.paymentReference).toMatch(/^pi_/);
  });

  it('opened twice for one payment is the same checkout', async () => {
    const request = gateways.checkoutOf();
    const [first, second] = await Promise.all([
      payments.openCheckout(request),
      payments.openCheckout(request),
    ]);
    expect(second).toEqual(first);
  });

  it('is refused when a payment id comes back with another amount', async () => {
    const request = gateways.checkoutOf();
    await payments.openCheckout(request);
    const error = await refusal(payments.openCheckout({ ...request, amountMinor: 99900 }));
    expect(error).toMatchObject({ kind: 'refused', code: 'idempotency_error', httpStatus: 400 });
  });

  it('stays open after a decline, says so, and can be paid then', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    const declined = await gateways.press(sessionId, { method: 'card', card_number: '4000-0000-0000-0002' });
    expect(declined.headers.get('location')).toBe(`/test-payments/${sessionId}?problem=card_declined`);
    const page = await gateways.local.paymentPages.request(`/${sessionId}?problem=card_declined`);
    expect(await page.text()).toMatch(/role="alert"[\s\S]*The card was declined/);
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'open', paid: false });

    await gateways.press(sessionId, { method: 'card', card_number: '4242424242424242' });
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'complete', paid: true });
  });

  it.each([
    ['4000 0000 0000 9995', 'insufficient_funds'],
    ['', 'incomplete_number'],
    ['4242', 'incomplete_number'],
    ['4111 1111 1111 1111', 'not_a_test_card'],
    ['<script>', 'not_a_test_card'],
  ])('is not paid by the number %j', async (number, problem) => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    const answer = await gateways.press(sessionId, { method: 'card', card_number: number });
    expect(answer.headers.get('location')).toBe(`/test-payments/${sessionId}?problem=${problem}`);
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'open', paid: false });
  });

  it('stays open when the customer cancels', async () => {
    const request = gateways.checkoutOf();
    const { sessionId } = await payments.openCheckout(request);
    const answer = await gateways.local.paymentPages.request(`/${sessionId}/cancel`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, request.cancelUrl]);
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'open' });
  });

  it('by bank debit is complete but not paid until the money is there', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    await gateways.press(sessionId, { method: 'bank_debit' });
    const checkout = await payments.readCheckout(sessionId);
    expect(checkout).toMatchObject({ status: 'complete', paid: false });
    const progress = () => payments.readPaymentProgress(checkout.paymentReference ?? '');
    expect(await progress()).toBe('on_its_way');
    gateways.passSeconds(10);
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'complete', paid: true });
    expect(await progress()).toBe('arrived');
  });

  it.each([
    ['requires_payment_method', 'failed'],
    ['canceled', 'failed'],
    ['processing', 'on_its_way'],
    ['requires_action', 'on_its_way'],
  ])('whose payment is %s has %s', async (status, progress) => {
    const answered = await paymentsAnsweredBy(200, { id: 'pi_1', object: 'payment_intent', status });
    expect(await answered.readPaymentProgress('pi_1')).toBe(progress);
  });

  it('expires at its time, cannot be paid then, and says so', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    gateways.passSeconds(60 * 60);
    expect(
      (await gateways.press(sessionId, { method: 'card', card_number: '4242424242424242' })).status,
    ).toBe(410);
    expect(await payments.readCheckout(sessionId)).toMatchObject({
      status: 'expired',
      paid: false,
      url: null,
    });
    expect(await (await gateways.local.paymentPages.request(`/${sessionId}`)).text()).toContain(
      'has expired',
    );
  });

  it('expired by us is expired; once paid it stays paid', async () => {
    const first = await payments.openCheckout(gateways.checkoutOf());
    expect(await payments.expireCheckout(first.sessionId)).toMatchObject({ status: 'expired' });
    expect(await payments.expireCheckout(first.sessionId)).toMatchObject({ status: 'expired' });
    const second = await payments.openCheckout(gateways.checkoutOf());
    await gateways.press(second.sessionId, { method: 'card', card_number: '4242424242424242' });
    expect(await payments.expireCheckout(second.sessionId)).toMatchObject({ status: 'complete', paid: true });
  });

  it('of 5000 ISK is charged and read back as 5000 ISK', async () => {
    const { sessionId } = await payments.openCheckout(
      gateways.checkoutOf({ amountMinor: 5000, currency: 'ISK' }),
    );
    expect(await payments.readCheckout(sessionId)).toMatchObject({ amountMinor: 5000, currency: 'ISK' });
    expect(await (await gateways.local.paymentPages.request(`/${sessionId}`)).text()).toContain('5,000');
  });

  it.each([
    [{ amountMinor: 49 }, 'amount_too_small'],
    [{ amountMinor: 100_000_000 }, 'amount_too_large'],
    [{ amountMinor: 5124, currency: 'KWD' }, 'amount_not_exact'],
    [{ currency: 'XXX' }, 'invalid_request_error'],
    [{ customerEmail: 'nobody' }, 'parameter_invalid'],
    [{ successUrl: 'javascript:alert(1)' }, 'parameter_invalid'],
    [{ expiresAt: new Date() }, 'parameter_invalid'],
  ])('with %j is refused for good: %s', async (changes, code) => {
    expect(await refusal(payments.openCheckout(gateways.checkoutOf(changes)))).toMatchObject({
      kind: 'refused',
      code,
    });
  });
});

describe('a refund', () => {
  it('gives the money back once per key, and never more than was paid', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    await gateways.press(sessionId, { method: 'card', card_number: '4242424242424242' });
    const { paymentReference } = await payments.readCheckout(sessionId);
    const request = {
      paymentReference: paymentReference ?? '',
      amountMinor: 15000,
      currency: 'EUR',
      idempotencyKey: 'refund-1',
    };
    const first = await payments.refund(request);
    expect(first).toMatchObject({ status: 'succeeded', amountMinor: 15000, currency: 'EUR' });
    expect(await payments.refund(request)).toEqual(first);
    expect(await payments.readRefund(first.refundId)).toEqual(first);
    expect(await refusal(payments.readRefund('re_none'))).toMatchObject({ kind: 'refused' });
    const again = await refusal(payments.refund({ ...request, idempotencyKey: 'refund-2' }));
    expect(again).toMatchObject({ kind: 'refused', code: 'charge_already_refunded' });
    expect(await payments.findRefund(request.paymentReference)).toEqual(first);
  });
});

describe('the refund of a payment', () => {
  const refund = (id: string, status: string) => ({
    id,
    object: 'refund',
    status,
    amount: 500,
    currency: 'eur',
  });
  it.each([
    ['is one that is still on its way', ['succeeded', 'pending', 'succeeded'], 're_1'],
    ['is the latest that arrived, and none that failed', ['failed', 'succeeded', 'succeeded'], 're_1'],
    ['does not exist when all failed', ['failed', 'canceled'], undefined],
    ['does not exist when there was none', [], undefined],
  ])('%s', async (_what, statuses, found) => {
    const data = statuses.map((status, index) => refund(`re_${index}`, status));
    const answered = await paymentsAnsweredBy(200, {
      object: 'list',
      data,
      has_more: false,
      url: '/v1/refunds',
    });
    expect((await answered.findRefund('pi_1'))?.refundId).toBe(found);
  });
});

describe('a failure of Stripe', () => {
  it('is unavailable with a wrong key, and does not show the key', async () => {
    const strange = createPayments({ ...gateways.local.stripe, secretKey: 'sk_test_wrong_key' });
    const error = await refusal(strange.readCheckout('cs_test_1'));
    expect(error).toMatchObject({ kind: 'unavailable', httpStatus: 401 });
    expect(JSON.stringify([error, error.message])).not.toContain('sk_test');
  });

  it('is refused for a session it does not know', async () => {
    expect(await refusal(payments.readCheckout('cs_test_none'))).toMatchObject({
      kind: 'refused',
      code: 'resource_missing',
    });
  });

  const paidSession = {
    id: 'cs_test_1',
    object: 'checkout.session',
    status: 'complete',
    payment_status: 'paid',
  };
  const money = {
    amount_total: 100,
    currency: 'eur',
    metadata: {},
    payment_intent: 'pi_1',
    livemode: false,
    url: null,
  };

  it.each([
    { ...paidSession, ...money, object: 'proxy.page' },
    { ...paidSession, ...money, status: 'brand_new' },
    { ...paidSession, ...money, amount_total: null },
    { ...paidSession, ...money, currency: 'isk', amount_total: 150 },
    { ok: true },
  ])('is unknown when the answer is no session we understand: %j', async (answer) => {
    const proxied = await paymentsAnsweredBy(404, answer);
    expect(await refusal(proxied.readCheckout('cs_test_1'))).toMatchObject({
      kind: 'unknown',
      code: 'unreadable_answer',
    });
  });

  it('never makes an open checkout a paid one', async () => {
    const paid = await paymentsAnsweredBy(200, { ...paidSession, ...money });
    expect(await paid.readCheckout('cs_test_1')).toMatchObject({ paid: true });
    const open = await paymentsAnsweredBy(200, { ...paidSession, ...money, status: 'open' });
    expect(await open.readCheckout('cs_test_1')).toMatchObject({ paid: false });
  });

  it('is unavailable when nobody answers', async () => {
    await gateways.local.close();
    expect(await refusal(payments.readCheckout('cs_test_1'))).toMatchObject({
      kind: 'unavailable',
      httpStatus: null,
    });
  });
});
