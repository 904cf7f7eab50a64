import { CODE_RANDOM_BYTES, drawCode } from '../../packages/core/src/index.ts';
import type { BoonAddress } from '../harness/boon-process.ts';

/** What a shop's server asks of Boon. Amounts in cents of the demo workspace's euro. */
export async function createCheckout(
  boon: BoonAddress,
  totalMinor: number,
): Promise<{ token: string; orderId: string }> {
  const reference = `HOST-${crypto.randomUUID()}`;
  const order = await post(boon, '/v1/orders', { reference, total: totalMinor, currency: 'EUR' });
  const { token } = await post(boon, `/v1/orders/${order.id}/checkout-tokens`);
  if (token === undefined || order.id === undefined) throw new Error('no token');
  return { token, orderId: order.id };
}

export async function completeOrder(boon: BoonAddress, orderId: string): Promise<void> {
  await post(boon, `/v1/orders/${orderId}/complete`);
}

export async function cancelOrder(boon: BoonAddress, orderId: string): Promise<void> {
  await post(boon, `/v1/orders/${orderId}/cancel`);
}

export async function changeTotal(boon: BoonAddress, orderId: string, totalMinor: number): Promise<void> {
  const response = await send(boon, `/v1/orders/${orderId}`, { total: totalMinor }, 'PATCH');
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

/** Gives the code of a new certificate, as its holder reads it. */
export async function createCertificate(boon: BoonAddress, amountMinor: number): Promise<string> {
  const person = { name: 'Ines', email: 'ines.host@example.com' };
  const { code } = await post(boon, '/v1/certificates', {
    amount: amountMinor,
    currency: 'EUR',
    kind: 'complimentary',
    send: false,
    purchaser: person,
    recipient: person,
  });
  if (code === undefined) throw new Error('no code');
  return code;
}

/** On one order, so that most are turned away: it is not what others count on. */
export async function tryWrongCodes(boon: BoonAddress, count: number): Promise<void> {
  const reference = `GUESSED-${crypto.randomUUID()}`;
  const { id } = await post(boon, '/v1/orders', { reference, total: 10_000, currency: 'EUR' });
  for (let tried = 0; tried < count; tried += 1) {
    const code = drawCode(crypto.getRandomValues(new Uint8Array(CODE_RANDOM_BYTES)));
    const answer = await send(boon, `/v1/orders/${id}/redemptions`, { code: code?.formatted() ?? '' });
    if (answer.ok) throw new Error('a code that nobody drew was redeemed');
  }
}

type Answer = { readonly id?: string; readonly token?: string; readonly code?: string };

async function post(boon: BoonAddress, path: string, body: unknown = {}): Promise<Answer> {
  const response = await send(boon, path, body);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function send(
  { url, apiKey }: BoonAddress,
  path: string,
  body: unknown,
  method: 'POST' | 'PATCH' = 'POST',
): Promise<Response> {
  return fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
}
