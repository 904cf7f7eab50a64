import { describe, expect, it } from 'vitest';
import { isAboutCode, isAnswered, problemOf, publicCode } from './problem.ts';

const refusal = (code: string, details: Record<string, unknown> = {}) => ({
  data: { refusal: { code, details } },
});
const order = {
  reference: 'AJ-1',
  status: 'open' as const,
  currency: 'EUR',
  totalMinor: 18750,
  appliedMinor: 6250,
  dueMinor: 12500,
  redemptions: [{ id: '1', codeLast4: '9HWD', amountMinor: 6250 }],
};

describe('problemOf', () => {
  it('takes an answer without a refusal, and no answer at all, for "unavailable"', () => {
    for (const error of [
      new TypeError('fetch failed'),
      { data: { code: 'INTERNAL_SERVER_ERROR' } },
      null,
      'x',
    ]) {
      expect(problemOf(error, null)).toEqual({ code: 'unavailable' });
    }
  });

  it('keeps each refusal of the contract apart', () => {
    const codes = [
      'code_not_found',
      'certificate_expired',
      'currency_mismatch',
      'order_closed',
      'unauthorized',
    ];
    for (const code of codes) expect(problemOf(refusal(code), null)).toEqual({ code });
  });

  it('says how much the order is short of', () => {
    const details = { amountMinor: 15000, dueMinor: 13750, missingMinor: 1250, currency: 'EUR' };
    expect(problemOf(refusal('exceeds_amount_due', details), null)).toEqual({
      code: 'exceeds_amount_due',
      amountMinor: 15000,
      missingMinor: 1250,
      currency: 'EUR',
    });
  });

  it('tells an order that is paid in full from one that is too small', () => {
    const details = { amountMinor: 15000, dueMinor: 0, missingMinor: 15000, currency: 'EUR' };
    const problem = problemOf(refusal('exceeds_amount_due', details), null);
    expect(problem).toEqual({ code: 'order_paid' });
    expect(publicCode(problem)).toBe('exceeds_amount_due');
  });

  it('recognises a used certificate that is on this very order', () => {
    const used = refusal('certificate_redeemed');
    expect(problemOf(used, { codeLast4: '9HWD', order })).toMatchObject({ onThisOrder: true });
    expect(problemOf(used, { codeLast4: 'AAAA', order })).toMatchObject({ onThisOrder: false });
    expect(problemOf(used, null)).toMatchObject({ onThisOrder: false });
  });

  it('knows that the site is not allowed: all that can be forbidden to a widget', () => {
    expect(problemOf(refusal('forbidden', { reason: 'origin' }), null)).toEqual({
      code: 'origin_not_allowed',
    });
  });

  it('takes an unknown refusal and malformed details for a plain no', () => {
    expect(problemOf(refusal('brand_new'), null)).toEqual({ code: 'refused' });
    expect(problemOf(refusal('exceeds_amount_due', { missingMinor: 'NaN' }), null)).toEqual({
      code: 'refused',
    });
    expect(problemOf(refusal('rate_limited', { retryAfterSeconds: 'soon' }), null)).toEqual({
      code: 'rate_limited',
      retryAfterSeconds: null,
    });
  });
});

describe('what follows from a problem', () => {
  it('repeats a try with the same id only when the server may not have decided', () => {
    expect(isAnswered({ code: 'unavailable' })).toBe(false);
    expect(isAnswered({ code: 'rate_limited', retryAfterSeconds: 9 })).toBe(false);
    expect(isAnswered({ code: 'code_not_found' })).toBe(true);
  });

  it('marks the field only when its text is to blame', () => {
    expect(isAboutCode({ code: 'code_malformed', reason: 'check' })).toBe(true);
    expect(isAboutCode({ code: 'code_not_found' })).toBe(true);
    expect(isAboutCode({ code: 'unavailable' })).toBe(false);
    expect(isAboutCode({ code: 'unauthorized' })).toBe(false);
  });
});
