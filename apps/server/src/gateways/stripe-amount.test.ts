import { describe, expect, it } from 'vitest';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

describe('an amount on its way to Stripe and back', () => {
  it.each([
    { amountMinor: 15000, currency: 'EUR', stripe: 15000, because: 'two decimals are two decimals' },
    { amountMinor: 5000, currency: 'JPY', stripe: 5000, because: 'zero decimals stay zero' },
    { amountMinor: 5000, currency: 'ISK', stripe: 500000, because: 'ISK has two decimals at Stripe' },
    { amountMinor: 90000, currency: 'UGX', stripe: 9000000, because: 'UGX has two decimals at Stripe' },
    { amountMinor: 5120, currency: 'KWD', stripe: 5120, because: 'three decimals may end in 0' },
    { amountMinor: 2500, currency: 'MGA', stripe: 25, because: 'MGA has no decimals at Stripe' },
  ])('$amountMinor $currency is $stripe, since $because', ({ amountMinor, currency, stripe }) => {
    expect(toStripeAmount(amountMinor, currency)).toBe(stripe);
    expect(fromStripeAmount(stripe, currency)).toBe(amountMinor);
  });

  it('comes back unchanged for every amount that can be charged', () => {
    for (const currency of ['EUR', 'USD', 'JPY', 'KRW', 'ISK', 'UGX', 'KWD', 'TND', 'MGA', 'HUF']) {
      for (let amountMinor = 0; amountMinor < 3000; amountMinor += 10) {
        const charged = chargedOrNull(amountMinor, currency);
        if (charged !== null) expect(fromStripeAmount(charged, currency)).toBe(amountMinor);
      }
    }
  });

  it.each([
    { amountMinor: 5124, currency: 'KWD', because: 'Stripe wants a 0 at the end' },
    { amountMinor: 2550, currency: 'MGA', because: 'Stripe has no cents for it' },
    { amountMinor: 0.5, currency: 'EUR', because: 'it is no whole minor unit' },
    { amountMinor: -100, currency: 'EUR', because: 'it is negative' },
    { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'ISK', because: 'a hundredfold is not exact' },
  ])('$amountMinor $currency is refused and never rounded: $because', ({ amountMinor, currency }) => {
    expect(() => toStripeAmount(amountMinor, currency)).toThrow(RangeError);
  });

  it('an answer finer than the minor unit is refused', () => {
    expect(() => fromStripeAmount(150, 'ISK')).toThrow(RangeError);
  });
});

function chargedOrNull(amountMinor: number, currency: string): number | null {
  try {
    return toStripeAmount(amountMinor, currency);
  } catch {
    return null;
  }
}
