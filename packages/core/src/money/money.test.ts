import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  formatMoney,
  formatMoneyShort,
  minorDigits,
  money,
  parseAmount,
  subtractMoney,
} from './money.ts';

const CURRENCIES = ['EUR', 'USD', 'CHF', 'ISK', 'JPY', 'KRW', 'KWD', 'BHD', 'TND'] as const;
const LANGUAGES = ['en', 'de', 'de-CH', 'fr', 'pl', 'ja', 'is'] as const;
const currency = fc.constantFrom(...CURRENCIES);
const amountMinor = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
// Half the range, so that a sum of two is still exact.
const summand = fc.maxSafeInteger().map((value) => Math.trunc(value / 2));

describe('minor units', () => {
  it.each([
    ['ISK', 0],
    ['JPY', 0],
    ['UGX', 0],
    ['EUR', 2],
    ['USD', 2],
    ['KWD', 3],
    ['TND', 3],
  ])('%s has %i decimals', (code, digits) => {
    expect(minorDigits(code)).toBe(digits);
  });

  it.each([0.1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'refuse %d: no safe integer',
    (value) => {
      expect(() => money(value, 'EUR')).toThrow(RangeError);
    },
  );

  it.each(['eur', 'EURO', '', 'E1R'])('refuse the currency "%s"', (code) => {
    expect(() => money(1, code)).toThrow(RangeError);
  });
});

describe('sums', () => {
  it('stay safe integers, come back exactly, and do not depend on the order', () => {
    fc.assert(
      fc.property(summand, summand, currency, (a, b, code) => {
        const sum = addMoney(money(a, code), money(b, code));
        expect(Number.isSafeInteger(sum.amountMinor)).toBe(true);
        expect(sum).toEqual(addMoney(money(b, code), money(a, code)));
        expect(subtractMoney(sum, money(b, code)).amountMinor).toBe(a + 0);
      }),
    );
  });

  it('never mix currencies and never leave the exact integers', () => {
    expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => subtractMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR'))).toThrow(RangeError);
  });
});

describe('what is printed', () => {
  it('reads back as the same minor units, in every language that writes Latin digits', () => {
    fc.assert(
      fc.property(amountMinor, currency, fc.constantFrom(...LANGUAGES), (value, code, language) => {
        const shown = formatMoney({ amountMinor: value, currency: code }, language);
        expect(shown.replace(/\D/g, '').replace(/^0+(?=\d)/, '')).toBe(String(value));
      }),
    );
  });

  it('types back as the same amount, group marks, decimal mark and all', () => {
    fc.assert(
      fc.property(
        amountMinor,
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.constantFrom('en', 'de', 'de-CH', 'fr'),
        (value, code, language) => {
          const typed = formatMoney({ amountMinor: value, currency: code }, language)
            .replace(/[A-Z]|¥/g, '')
            .trim();
          expect(parseAmount(typed, code)).toEqual({ ok: true, amountMinor: value });
        },
      ),
    );
  });

  it.each([
    [15_000, 'EUR', 'en', '€150.00', '€150'],
    [15_050, 'EUR', 'en', '€150.50', '€150.50'],
    [15_000, 'ISK', 'en', 'ISK 15,000', 'ISK 15,000'],
    [1_250, 'KWD', 'en', 'KWD 1.250', 'KWD 1.250'],
    [2_000, 'KWD', 'en', 'KWD 2.000', 'KWD 2'],
    [-5, 'EUR', 'en', '-€0.05', '-€0.05'],
    [9_007_199_254_740_991, 'EUR', 'en', '€90,071,992,547,409.91', '€90,071,992,547,409.91'],
  ])('%i %s in %s is %s, short %s', (value, code, language, full, short) => {
    const plain = (text: string) => text.replace(/\s/g, ' ').replace('kr', 'ISK');
    expect(plain(formatMoney({ amountMinor: value, currency: code }, language))).toBe(full);
    expect(plain(formatMoneyShort({ amountMinor: value, currency: code }, language))).toBe(short);
  });
});

describe('what a person types', () => {
  it.each([
    ['150', 'EUR', 15_000],
    ['150.5', 'EUR', 15_050],
    ['150,50', 'EUR', 15_050],
    ['150.', 'EUR', 15_000],
    ['1 250.00', 'EUR', 125_000],
    ['1.250,00', 'EUR', 125_000],
    ['1,250.00', 'EUR', 125_000],
    ['1.250', 'EUR', 125_000],
    ['1,250,000', 'EUR', 125_000_000],
    ["1'250.00", 'CHF', 125_000],
    ['1’250.00', 'CHF', 125_000],
    ['1\u00a0250,5', 'EUR', 125_050],
    ['1\u202f250', 'EUR', 125_000],
    ['€ 150', 'EUR', 15_000],
    ['150 €', 'EUR', 15_000],
    [' 25 ', 'EUR', 2_500],
    ['0,5', 'EUR', 50],
    ['007', 'EUR', 700],
    ['15000', 'ISK', 15_000],
    ['15.000', 'ISK', 15_000],
    ['1.250', 'KWD', 1_250],
    ['1.250,500', 'KWD', 1_250_500],
    ['0', 'EUR', 0],
  ])('"%s" in %s is %i', (text, code, expected) => {
    expect(parseAmount(text, code)).toEqual({ ok: true, amountMinor: expected });
  });

  it.each([
    ['', 'EUR', 'empty'],
    [' \t ', 'EUR', 'empty'],
    ['€', 'EUR', 'empty'],
    ['abc', 'EUR', 'number'],
    ['-5', 'EUR', 'number'],
    ['+5', 'EUR', 'number'],
    ['1e5', 'EUR', 'number'],
    ['0x10', 'EUR', 'number'],
    ['.5', 'EUR', 'number'],
    ['١٥٠', 'EUR', 'number'],
    ['１５０', 'EUR', 'number'],
    ['NaN', 'EUR', 'number'],
    ['1.5.5', 'EUR', 'number'],
    ['1,25,000', 'EUR', 'number'],
    ['12.50.000', 'EUR', 'number'],
    ['1.250.00', 'EUR', 'number'],
    ['1.250,000', 'EUR', 'number'],
    ['0.500', 'EUR', 'number'],
    ['0,500', 'EUR', 'number'],
    ['012.500', 'EUR', 'number'],
    ['1,250,000', 'KWD', 'number'],
    ['1..5', 'EUR', 'number'],
    ['1.2345', 'EUR', 'decimals'],
    ['150.00', 'JPY', 'decimals'],
    ['1.5', 'ISK', 'decimals'],
    ['90071992547409.92', 'EUR', 'size'],
    ['9'.repeat(400), 'EUR', 'size'],
  ])('"%s" in %s is no amount: %s', (text, code, problem) => {
    expect(parseAmount(text, code)).toEqual({ ok: false, problem });
  });

  it('is never read as a fraction of a minor unit, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), currency, (text, code) => {
        const parsed = parseAmount(text, code);
        if (parsed.ok) expect(Number.isSafeInteger(parsed.amountMinor)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\d., ]{1,14}$/), currency, (text, code) => {
        const parsed = parseAmount(text, code);
        if (parsed.ok) expect(parsed.amountMinor).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
