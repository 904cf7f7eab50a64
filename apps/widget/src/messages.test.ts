import { ENGLISH, type WidgetWording } from '@boon/core/widget-wording';
import { describe, expect, it } from 'vitest';
import { type Words, wordingFor } from './messages.ts';

const wording = wordingFor({ locale: null, orderLanguage: 'en' });

/** Words of a language, made of English ones: what matters here is what the widget does with them. */
function wordsIn(language: string, sentences: Partial<WidgetWording> = {}): Words {
  return { language, sentences: { ...ENGLISH, ...sentences } };
}

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
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: 1 })).toContain('in 1 second.');
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: 300 })).toContain('in 5 minutes.');
    expect(wording.problem({ code: 'rate_limited', retryAfterSeconds: null })).toContain('wait a moment');
  });

  it('bends the words of a wait as the language does', () => {
    const words = wordsIn('pl', { rate_limited_for: 'Spróbuj ponownie {wait}.' });
    const polish = wordingFor({ locale: 'pl', words });
    expect(polish.problem({ code: 'rate_limited', retryAfterSeconds: 1 })).toContain('za 1 sekundę.');
  });

  it('promises that the booking can go on when the server cannot be reached', () => {
    expect(wording.problem({ code: 'unavailable' })).toContain('you can still complete your booking');
  });

  it('tells a used certificate from one that is already on this order', () => {
    const here = wording.problem({ code: 'certificate_redeemed', onThisOrder: true });
    expect(here).not.toBe(wording.problem({ code: 'certificate_redeemed', onThisOrder: false }));
  });

  it('leaves no place of a sentence unfilled', () => {
    const filled = [
      wording.fill('applied', { amount: '€1.00', due: '€2.00' }),
      wording.fill('removeLabel', { last4: '9HWD' }),
    ];
    expect(filled).toEqual(['€1.00 applied. Left to pay: €2.00.', 'Remove gift certificate ending 9HWD']);
  });

  it('writes a value as it is, whatever it holds', () => {
    expect(wording.fill('applied', { amount: '{due}', due: "$&$'$1" })).toBe(
      "{due} applied. Left to pay: $&$'$1.",
    );
  });

  it('speaks the words the server sent, with the places filled in', () => {
    const words = wordsIn('de', { apply: 'Einlösen', paidInFull: '{amount} eingelöst.' });
    const german = wordingFor({ locale: null, orderLanguage: 'de-AT', words });
    expect(german.language).toBe('de');
    expect(german.say('apply')).toBe('Einlösen');
    expect(german.fill('paidInFull', { amount: german.money(125000, 'EUR') })).toMatch(/^€\s1\.250,00 eing/);
  });

  it('writes money the way the locale does, also while the words are English', () => {
    const german = wordingFor({ locale: 'de-DE', orderLanguage: 'en' });
    expect(german.money(125000, 'EUR')).toMatch(/1\.250,00\s€/);
    expect(german.language).toBe('en');
  });

  it('survives a locale that is none', () => {
    expect(wordingFor({ locale: 'not a locale', orderLanguage: 'en' }).money(100, 'EUR')).toBe('€1.00');
    expect(wordingFor({ locale: '' }).language).toBe('en');
  });
});

describe('the direction of the wording', () => {
  it('is the page’s own as long as nothing says otherwise', () => {
    expect(wordingFor({ locale: null, orderLanguage: 'en' }).direction).toBeNull();
    expect(wordingFor({ locale: null, words: wordsIn('de') }).direction).toBeNull();
  });

  it('is that of an explicit locale before the words arrive', () => {
    expect(wordingFor({ locale: 'ar-EG' }).direction).toBe('rtl');
    expect(wordingFor({ locale: 'en', orderLanguage: 'ar' }).direction).toBe('ltr');
  });

  it('is that of the words, whatever the page and the locale say', () => {
    expect(wordingFor({ locale: null, words: wordsIn('he') }).direction).toBe('rtl');
    expect(wordingFor({ locale: 'th', orderLanguage: 'ar', words: wordsIn('ar') }).direction).toBe('rtl');
    expect(wordingFor({ locale: 'fa', orderLanguage: 'de', words: wordsIn('de') }).direction).toBe('ltr');
  });

  it('keeps codes and amounts in their own order inside right-to-left words', () => {
    const hebrew = wordingFor({ locale: null, words: wordsIn('he', { item: 'שובר {last4}' }) });
    expect(hebrew.fill('item', { last4: '9HWD' })).toBe('שובר \u20689HWD\u2069');
    expect(wording.fill('item', { last4: '9HWD' })).toBe('Gift certificate ending 9HWD\u00a0· ');
  });
});
