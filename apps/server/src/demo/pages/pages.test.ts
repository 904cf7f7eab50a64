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
const ending = { now: new Date('2026-11-22T12:00:00Z'), isAfterCancel: false };
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
    const page = String(await outcomePage({ ...order, status: 'completed' }, ending));
    expect(page).toContain('•••• 9HWD');
    expect(page).not.toContain('GONE');
    expect(page).toContain('€237.50');
    expect(page).not.toContain('not cancelled');
  });

  it('says that nothing is charged when the certificates pay for everything, and names no card', async () => {
    const paid = { ...order, applied: 30000, due: 0 };
    const before = String(await checkoutPage({ ...checkout, order: paid }));
    expect(before).toContain('<p data-when="due" hidden>');
    expect(before).toContain('<p data-when="paid">');
    const after = String(await outcomePage({ ...paid, status: 'completed' }, ending));
    expect(after).toContain('nothing was charged');
    expect(after).not.toMatch(/Card|€0\.00/);
  });

  it('says of a booking completed elsewhere that cancelling it came too late', async () => {
    const late = { ...ending, isAfterCancel: true };
    const page = String(await outcomePage({ ...order, status: 'completed' }, late));
    expect(page).toContain('completed already, so it was not cancelled');
  });

  it('tells a booking that ran out from one that was cancelled', async () => {
    const cancelled = { ...order, status: 'cancelled', expires_at: '2026-11-22T12:00:00Z' } as const;
    const pageOf = async (changes: Partial<typeof ending>) =>
      String(await outcomePage(cancelled, { ...ending, ...changes }));
    expect(await pageOf({})).toContain('Your booking has run out');
    expect(await pageOf({ now: new Date('2026-11-22T11:59:59Z') })).toContain('Your booking is cancelled');
    expect(await pageOf({ isAfterCancel: true })).toContain('Your booking is cancelled');
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
