import { describe, expect, it } from 'vitest';
import { wordingFor } from './messages.ts';

const wording = wordingFor(null, 'en');

describe('wording', () => {
  it('names the missing amount when the order is too small for the certificate', () => {
    expect(
      wording.problem({
        code: 'exceeds_amount_due',
        amountMinor: 15000,
        missingMinor: 1250,
        currency: 'EUR',
      }),
    ).toBe(
      'Your order needs €12.50 more: this gift certificate is worth €150.00 and is used in full on one order.',
    );
  });

  it('writes currencies without and with three decimals as they are', () => {
    expect(wording.money(1250, 'JPY')).toBe('¥1,250');
    expect(wording.money(1250, 'KWD')).toMatch(/1\.250/);
  });

  it('says how long to wait in words', () => {
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: 1 })).toContain('1 second.');
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: 300 })).toContain('5 minutes.');
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: null })).toContain('wait a moment');
  });

  it('promises that the booking can go on when the server cannot be reached', () => {
    expect(wording.problem({ code: 'unavailable' })).toContain('you can still complete your booking');
  });

  it('tells a used certificate from one that is already on this order', () => {
    const here = wording.problem({ code: 'certificate_redeemed', onThisOrder: true });
    expect(here).not.toBe(wording.problem({ code: 'certificate_redeemed', onThisOrder: false }));
  });

  it('writes money the way the locale does, and falls back to English words', () => {
    const german = wordingFor('de-DE', 'en');
    expect(german.money(125000, 'EUR')).toMatch(/1\.250,00\s€/);
    expect(german.language).toBe('en');
  });

  it('takes the direction from an explicit locale and else leaves it to the page', () => {
    expect(wordingFor('ar-EG', 'en').direction).toBe('rtl');
    expect(wordingFor('en', 'ar').direction).toBe('ltr');
    expect(wordingFor(null, 'ar').direction).toBeNull();
  });

  it('survives a locale that is none', () => {
    expect(wordingFor('not a locale', 'en').money(100, 'EUR')).toBe('€1.00');
    expect(wordingFor('', undefined).language).toBe('en');
  });
});
