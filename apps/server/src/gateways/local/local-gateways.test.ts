import { readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMailer } from '../mailer.ts';
import { createPayments, type Payments, type WebhookEvent } from '../payments.ts';
import { startTestGateways, type TestGateways } from './local-gateways-of-test.ts';

type Received = { path: string; body: Buffer; signature: string };

vi.setConfig({ testTimeout: 20_000 });

let gateways: TestGateways;
let payments: Payments;
let received: Received[];
let answers: number[];
let hook: Server;
let hookUrl: string;

beforeEach(async () => {
  gateways = await startTestGateways();
  payments = createPayments(gateways.local.stripe);
  received = [];
  answers = [];
  hook = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const signature = String(request.headers['stripe-signature']);
    received.push({ path: request.url ?? '', body: Buffer.concat(chunks), signature });
    answer.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((listening) => hook.listen(0, '127.0.0.1', listening));
  const address = hook.address();
  hookUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});

afterEach(async () => {
  await gateways.close();
  hook.closeAllConnections();
  hook.close();
});

function connect(): void {
  gateways.local.connectWebhook((workspaceId) => `${hookUrl}/webhooks/stripe/${workspaceId}`);
}

async function openedCheckout() {
  const request = gateways.checkoutOf();
  const { sessionId } = await payments.openCheckout(request);
  return { sessionId, workspaceId: request.workspaceId };
}

async function pay(sessionId: string, method: 'card' | 'bank_debit'): Promise<void> {
  await gateways.press(sessionId, { method, card_number: '4242424242424242' });
}

function events(): WebhookEvent[] {
  return received.map(({ body, signature }) => payments.verifyWebhook(body, signature, gateways.now()));
}

describe('the event of a payment', () => {
  it('comes to the workspace’s webhook once, and is verified', async () => {
    connect();
    const { sessionId, workspaceId } = await openedCheckout();
    await pay(sessionId, 'card');
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 });
    expect(received[0]?.path).toBe(`/webhooks/stripe/${workspaceId}`);
    const { paymentReference } = await payments.readCheckout(sessionId);
    expect(events()).toMatchObject([
      { type: 'checkout.session.completed', sessionId, paymentReference, livemode: false },
    ]);
    connect();
    await new Promise((later) => setTimeout(later, 200));
    expect(received).toHaveLength(1);
  });

  it('comes again when it was not accepted, under the same id', async () => {
    answers = [500];
    connect();
    const { sessionId } = await openedCheckout();
    await pay(sessionId, 'card');
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 10_000 });
    const [first, second] = events();
    expect(second?.id).toBe(first?.id);
  });

  it('waits for the webhook to be connected, over a restart too', async () => {
    const { sessionId } = await openedCheckout();
    await pay(sessionId, 'card');
    await gateways.restart();
    payments = createPayments(gateways.local.stripe);
    connect();
    await vi.waitFor(() =>
      expect(events()).toMatchObject([{ type: 'checkout.session.completed', sessionId }]),
    );
  });

  it('follows for a bank debit that settles and for a session that expires, with no one asking', async () => {
    connect();
    const debit = await openedCheckout();
    const left = await openedCheckout();
    await pay(debit.sessionId, 'bank_debit');
    gateways.passSeconds(60 * 60);
    await vi.waitFor(() => expect(received).toHaveLength(3), { timeout: 10_000 });
    expect(
      events()
        .map(({ type, sessionId }) => `${type} ${sessionId}`)
        .sort(),
    ).toEqual([
      `checkout.session.async_payment_succeeded ${debit.sessionId}`,
      `checkout.session.completed ${debit.sessionId}`,
      `checkout.session.expired ${left.sessionId}`,
    ]);
  });
});

describe('a restart', () => {
  it('keeps checkouts, idempotency, mails and keys', async () => {
    const mailer = createMailer(gateways.local.postmark);
    const { sessionId } = await openedCheckout();
    await pay(sessionId, 'card');
    const paid = await payments.readCheckout(sessionId);
    const refund = {
      paymentReference: paid.paymentReference ?? '',
      amountMinor: 500,
      currency: 'EUR',
      idempotencyKey: 'k',
    };
    const refunded = await payments.refund(refund);
    const content = Buffer.from('%PDF');
    const sent = await mailer.send({
      deliveryId: 'delivery-1',
      from: 'hello@aurora.example',
      to: 'ines@example.com',
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
      attachments: [{ name: 'a.pdf', contentType: 'application/pdf', content }],
      tag: 'gift',
    });
    const { secretKey, webhookSecret } = gateways.local.stripe;

    await gateways.restart();

    expect(gateways.local.stripe).toMatchObject({ secretKey, webhookSecret });
    payments = createPayments(gateways.local.stripe);
    expect(await payments.readCheckout(sessionId)).toEqual(paid);
    expect(await payments.refund(refund)).toEqual(refunded);
    expect(await createMailer(gateways.local.postmark).find('delivery-1')).toEqual(sent);
    expect((await gateways.local.outbox.attachment(sent.messageId, 0))?.content).toEqual(content);
  });

  it('survives a damaged file and a write that was cut off', async () => {
    const { sessionId } = await openedCheckout();
    await writeFile(join(gateways.directory, 'stripe', 'cs_test_broken.json'), '{"sessionId":');
    await writeFile(join(gateways.directory, 'stripe', `${sessionId}.json.tmp`), '{"half');
    await gateways.restart();
    payments = createPayments(gateways.local.stripe);
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'open' });
    expect(gateways.log.join()).toContain('cs_test_broken.json');
    expect(await readdir(join(gateways.directory, 'stripe'))).not.toContain(`${sessionId}.json.tmp`);
  });
});

it('files are for their owner alone', async () => {
  await openedCheckout();
  for (const folder of ['.', 'stripe', 'postmark']) {
    const path = join(gateways.directory, folder);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isFile()) expect((await stat(join(path, entry.name))).mode & 0o777).toBe(0o600);
    }
  }
});

it('a parameter the real Stripe does not know, or this one does not, is refused and named', async () => {
  const { apiBase, secretKey } = gateways.local.stripe;
  const answer = await fetch(`${apiBase}/v1/checkout/sessions`, {
    method: 'POST',
    body: 'mode=payment&line_items[0][quantity]=1&line_items[0][price_data][colour]=red&success_url=https://a.example',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { type: 'invalid_request_error', param: expect.stringContaining('line_items[0][price_data]') },
  });
});
