/** Money is an integer in the currency's minor unit plus an ISO 4217 code; never a fraction, never a float. */
export type Money = { readonly amountMinor: number; readonly currency: string };

const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

/** Decimals of the currency's minor unit by ISO 4217: 0 for ISK and JPY, 3 for KWD, else 2. */
export function minorDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** @throws RangeError for anything but a safe integer and a three-letter currency */
export function money(amountMinor: number, currency: string): Money {
  if (!Number.isSafeInteger(amountMinor))
    throw new RangeError(`amountMinor must be a safe integer, got ${amountMinor}`);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new RangeError(`currency must be an ISO 4217 code, got ${currency}`);
  return { amountMinor, currency };
}

/** @throws RangeError when the currencies differ or the sum is no safe integer */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/** @throws RangeError when the currencies differ */
export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, money(-b.amountMinor, b.currency));
}

type Decimal = `${number}`;

function toDecimal({ amountMinor, currency }: Money): Decimal {
  const digits = minorDigits(currency);
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const fraction = digits === 0 ? '' : `.${padded.slice(-digits)}`;
  return `${amountMinor < 0 ? '-' : ''}${whole}${fraction}` as Decimal;
}

/** "€150.00", written the way `language` (BCP 47) writes it. */
export function formatMoney(value: Money, language: string): string {
  return format(value, language, minorDigits(value.currency));
}

/** "€150" for whole amounts and "€150.50" for the others: for chips and the certificate's face. */
export function formatMoneyShort(value: Money, language: string): string {
  const digits = minorDigits(value.currency);
  return format(value, language, value.amountMinor % 10 ** digits === 0 ? 0 : digits);
}

function format(value: Money, language: string, fractionDigits: number): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: value.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(toDecimal(value));
}

export type ParsedAmount =
  | { ok: true; amountMinor: number }
  | { ok: false; problem: 'empty' | 'number' | 'decimals' | 'size' };

/**
 * Reads an amount a person typed: "150", "150.5", "150,50", "1 250.00", "1.250,00". The last dot or comma is the
 * decimal mark unless exactly three digits follow it and the currency has no three decimals (then it groups). What could
 * be read in two ways, such as "0.500" euros, is refused.
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  const compact = text.replace(/[\s'\u2019]/g, '').replace(/^\p{Sc}|\p{Sc}$/gu, '');
  if (compact === '') return { ok: false, problem: 'empty' };
  if (!/^\d[\d.,]*$/.test(compact)) return { ok: false, problem: 'number' };
  const digits = minorDigits(currency);
  const mark = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  const decimals = mark === -1 ? 0 : compact.length - mark - 1;
  const groups = mark !== -1 && decimals === 3 && digits !== 3;
  const wholeText = mark === -1 || groups ? compact : compact.slice(0, mark);
  const fraction = mark === -1 || groups ? '' : compact.slice(mark + 1);
  // "1,250,000" with three decimals, or "1.250.00": one sign cannot group and be the decimal mark.
  const isAmbiguous = !groups && mark !== -1 && wholeText.includes(compact.charAt(mark));
  if (isAmbiguous || !isGrouped(wholeText)) return { ok: false, problem: 'number' };
  if (fraction.length > digits) return { ok: false, problem: 'decimals' };
  const amountMinor = Number(wholeText.replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amountMinor) ? { ok: true, amountMinor } : { ok: false, problem: 'size' };
}

function isGrouped(whole: string): boolean {
  return /^\d+$/.test(whole) || /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(whole);
}
