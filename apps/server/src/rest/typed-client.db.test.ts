import { type BoonClient, BoonProblem, createBoonClient, type Fetch } from '@boon/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRest, type RestTestBed, type Site } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

/** Every answer the client gets is compared with the published document on its way. */
const fetchFrom =
  (site: Site, after: (sent: number) => void = () => {}): Fetch =>
  async (address, { method = 'GET', headers, body }) => {
    const { pathname, search } = new URL(address);
    const sent = body == null ? {} : { body: String(body) };
    const answer = await site.call(method, pathname + search, {
      ...sent,
      headers: Object.fromEntries(new Headers(headers)),
    });
    after(answer.status);
    return new Response(answer.text, answer);
  };

async function newShop(): Promise<{ site: Site; boon: BoonClient }> {
  const site = await bed.newSite();
  const boon = createBoonClient({
    baseUrl: 'https://boon.example',
    apiKey: site.key,
    fetch: fetchFrom(site),
  });
  return { site, boon };
}

const gift = {
  amount: 15_000,
  currency: 'EUR',
  kind: 'complimentary',
  purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
  recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
} as const;
const newOrder = (reference: string) => ({ reference, total: 42_000, currency: 'EUR' });

async function problemOf(call: Promise<unknown>): Promise<BoonProblem> {
  const error = await call.then(
    () => new Error('the call was answered'),
    (error: unknown) => error,
  );
  if (error instanceof BoonProblem) return error;
  throw error;
}

describe('the typed client', () => {
  it('takes an order from its beginning to its end', async () => {
    const { boon } = await newShop();
    const order = await boon.createOrder({ ...newOrder('AJ-1'), customer: { name: 'Ann Ek' } });
    expect(order).toMatchObject({ status: 'open', due: 42_000, customer: { name: 'Ann Ek' } });
    expect((await boon.createCheckoutToken(order.id)).token.split('.')).toHaveLength(3);
    const { code } = await boon.createCertificate(gift);
    expect(await boon.checkCode({ code, order_id: order.id })).toMatchObject({
      redeemable: true,
      amount: 15_000,
    });
    const redeemed = await boon.redeemCertificate(order.id, { code });
    expect(redeemed.due).toBe(27_000);
    const [redemption] = redeemed.redemptions;
    expect((await boon.reverseRedemption(order.id, String(redemption?.id))).due).toBe(42_000);
    await boon.redeemCertificate(order.id, { code });
    expect((await boon.changeOrder(order.id, { total: 20_000 })).due).toBe(5_000);
    expect((await boon.completeOrder(order.id)).status).toBe('completed');
    expect((await boon.readOrder(order.id)).applied).toBe(15_000);
    const other = await boon.createOrder(newOrder('AJ-2'));
    expect((await boon.cancelOrder(other.id)).status).toBe('cancelled');
  });

  it('takes a certificate through its life', async () => {
    const { boon } = await newShop();
    const created = await boon.createCertificate(gift);
    const { id } = created;
    expect((await boon.readCertificate(id)).code_last4).toBe(created.code.slice(-4));
    expect((await boon.listCertificates({ q: 'jonas@example.com', limit: 1 })).data).toMatchObject([{ id }]);
    expect((await boon.listCertificates()).next_cursor).toBeNull();
    const pdf = await boon.printCertificate(id);
    expect(new TextDecoder().decode(pdf.subarray(0, 4))).toBe('%PDF');
    expect((await boon.sendCertificate(id)).status).toBe('active');
    expect((await boon.extendCertificate(id, { valid_through: '2099-12-31' })).valid_through).toBe(
      '2099-12-31',
    );
    const reissued = await boon.reissueCertificate(id, { reason: 'Sent to a wrong address', send: false });
    expect(reissued.code).not.toBe(created.code);
    expect((await boon.voidCertificate(id, { reason: 'Bought twice' })).void_reason).toBe('Bought twice');
    expect((await boon.reactivateCertificate(id, {})).status).toBe('active');
  });

  it('throws what was refused under its code, with what the code needs', async () => {
    const { site, boon } = await newShop();
    const order = await boon.createOrder({ ...newOrder('AJ-3'), total: 10_000 });
    const { code } = await boon.createCertificate(gift);
    const stranger = createBoonClient({
      baseUrl: 'https://boon.example',
      apiKey: 'boon_nobody',
      fetch: fetchFrom({ ...site, call: bed.call }),
    });
    const refusals = {
      exceeds_amount_due: () => boon.redeemCertificate(order.id, { code }),
      code_malformed: () => boon.redeemCertificate(order.id, { code: 'nonsense' }),
      order_reference_taken: () => boon.createOrder(newOrder('AJ-3')),
      not_found: () => boon.readOrder(crypto.randomUUID()),
      validation_failed: () => boon.createOrder({ ...newOrder('AJ-4'), total: -1 }),
      unauthorized: () => stranger.readOrder(order.id),
    };
    for (const [expected, call] of Object.entries(refusals)) {
      const problem = await problemOf(call());
      expect(problem).toMatchObject({ code: expected, outcome: 'refused', answer: { code: expected } });
      expect(problem.message).not.toContain(code);
    }
    const { answer } = await problemOf(refusals.exceeds_amount_due());
    expect(answer).toMatchObject({ amount: 15_000, due: 10_000, missing: 5_000 });
  });

  it('redeems once when the connection breaks after the commit', async () => {
    const { site, boon } = await newShop();
    const order = await boon.createOrder(newOrder('AJ-5'));
    const { code } = await boon.createCertificate(gift);
    const statuses: number[] = [];
    const shaky = fetchFrom(site, (status) => {
      if (statuses.push(status) === 1) throw new TypeError('the connection was reset');
    });
    const overShakyLine = createBoonClient({
      baseUrl: 'https://boon.example',
      apiKey: site.key,
      fetch: shaky,
    });
    const redeemed = await overShakyLine.redeemCertificate(order.id, { code });
    expect(statuses).toEqual([201, 201]);
    expect(redeemed.redemptions).toHaveLength(1);
    expect((await boon.readOrder(order.id)).applied).toBe(15_000);
  });
});
