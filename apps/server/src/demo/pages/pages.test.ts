import { BoonProblem, type Order } from '@boon/client';
import { describe, expect, it } from 'vitest';
import { checkoutPage } from './checkout-page.ts';
import { money } from './layout.ts';
import { outcomePage } from './outcome-page.ts';
import { inWords, troublePage } from './trouble-page.ts';

const used = { certificate_id: '019a-2', created_at: '2026-11-22T09:00:00Z' };
const order: Order = {
  id: '019a-1',
  reference: 'AJ-NL2-7F3K9Q',
  status: 'open',
  currency: 'EUR',
  total: 30000,
  applied: 6250,
  due: 23750,
  customer: { name: '<script>alert(1)</script>', email: 'ann@example.com' },
  redemptions: [
    { ...used, id: 'r1', code_last4: '9HWD', amount: 6250, reversed_at: null },
    { ...used, id: 'r2', code_last4: 'GONE', amount: 5000, reversed_at: '2026-11-22T10:00:00Z' },
  ],
  expires_at: null,
};
const checkout = { order, token: 'token-1', publicUrl: 'https://boon.example', notice: null };

describe('the sample shop', () => {
  it('writes user text as text', async () => {
    const page = String(await checkoutPage(checkout));
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('loads the widget from where browsers reach Boon and states what is due', async () => {
    const page = String(await checkoutPage(checkout));
    expect(page).toContain('<script src="https://boon.example/widget/v1.js" defer></script>');
    expect(page).toContain('<gift-certificate-redemption token="token-1">');
    expect(page).toContain('€237.50');
  });

  it('keeps the checkout going when there is no token for the widget', async () => {
    const page = String(await checkoutPage({ ...checkout, token: null }));
    expect(page).not.toContain('<gift-certificate-redemption');
    expect(page).toContain('Complete booking');
  });

  it('shows what the certificates and the card paid, without what was taken back', async () => {
    const page = String(await outcomePage({ ...order, status: 'completed' }));
    expect(page).toContain('•••• 9HWD');
    expect(page).not.toContain('GONE');
    expect(page).toContain('€237.50');
  });

  it('says that nothing is lost when Boon does not answer', async () => {
    const problem = new BoonProblem({ code: 'unreachable', message: 'x' });
    expect(inWords(problem)).toContain('Nothing is lost');
    expect(String(await troublePage(problem, '/demo/bookings/1'))).toContain('href="/demo/bookings/1"');
  });

  it('writes money with the decimals its currency has', () => {
    expect(money(1250, 'EUR')).toBe('€12.50');
    expect(money(1250, 'JPY')).toBe('¥1,250');
  });
});
