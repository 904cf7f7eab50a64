import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPayments, type Payments } from '../../payments.ts';
import { publicUrl, startTestGateways, type TestGateways } from '../local-gateways-of-test.ts';

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

describe('the payment page', () => {
  it('is marked, escapes what people typed, and runs no script', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    const page = await gateways.local.paymentPages.request(`/${sessionId}`);
    const text = await page.text();
    expect(text).toContain('Test payment — no money moves');
    expect(text).toContain('Pay €150.00');
    expect(text).toContain('Aurora Journeys &amp; Söhne');
    expect(text).toContain('&lt;b&gt;BOON-1042&lt;/b&gt;');
    expect(text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('takes no form from another site', async () => {
    const { sessionId } = await payments.openCheckout(gateways.checkoutOf());
    const card = { method: 'card', card_number: '4242424242424242' };
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site', origin: publicUrl },
      {},
    ]) {
      expect((await gateways.press(sessionId, card, headers)).status).toBe(403);
    }
    expect(await payments.readCheckout(sessionId)).toMatchObject({ status: 'open' });
  });

  it('pays once however often the button is pressed, and says that it is paid', async () => {
    const request = gateways.checkoutOf();
    const { sessionId } = await payments.openCheckout(request);
    const card = { method: 'card', card_number: '4242424242424242' };
    const answers = await Promise.all([
      gateways.press(sessionId, card),
      gateways.press(sessionId, card),
      gateways.press(sessionId, card),
    ]);
    expect(answers.map((answer) => answer.headers.get('location'))).toEqual(
      Array(3).fill(request.successUrl),
    );
    expect(await (await gateways.local.paymentPages.request(`/${sessionId}`)).text()).toContain(
      'Already paid',
    );
  });

  it('of a session that does not exist is not found', async () => {
    expect((await gateways.local.paymentPages.request('/cs_test_none')).status).toBe(404);
    expect((await gateways.press('cs_test_none', {})).status).toBe(404);
  });
});
