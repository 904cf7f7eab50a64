import { minorDigits } from '@boon/core/money';

const DIGITS_AT_STRIPE: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Decimals Stripe counts in, where they differ from ISO 4217: https://docs.stripe.com/currencies#special-cases */
function stripeDigits(currency: string): number {
  return DIGITS_AT_STRIPE[currency] ?? minorDigits(currency);
}

/**
 * Minor units (ISO 4217) to the integer Stripe expects: 500 ISK is 50000, 5120 KWD (5.120) stays 5120.
 * @throws RangeError when Stripe cannot charge exactly this amount: it is never rounded
 */
export function toStripeAmount(amountMinor: number, currency: string): number {
  const amount = rescale(amountMinor, minorDigits(currency), stripeDigits(currency));
  if (amount === null || !isWholeAtStripe(amount, currency)) {
    throw new RangeError(`${amountMinor} ${currency} cannot be charged exactly`);
  }
  return amount;
}

/**
 * Stripe's integer back to minor units (ISO 4217).
 * @throws RangeError when the amount is finer than the currency's minor unit
 */
export function fromStripeAmount(amount: number, currency: string): number {
  const amountMinor = rescale(amount, stripeDigits(currency), minorDigits(currency));
  if (amountMinor === null) throw new RangeError(`Stripe's ${amount} is no whole minor unit of ${currency}`);
  return amountMinor;
}

/** Stripe takes two-decimal ISK and UGX in whole hundreds, and three-decimal currencies in whole tens. */
export function isWholeAtStripe(amount: number, currency: string): boolean {
  if (currency === 'ISK' || currency === 'UGX') return amount % 100 === 0;
  return minorDigits(currency) !== 3 || amount % 10 === 0;
}

function rescale(amount: number, fromDigits: number, toDigits: number): number | null {
  const scaled =
    toDigits >= fromDigits ? amount * 10 ** (toDigits - fromDigits) : amount / 10 ** (fromDigits - toDigits);
  return Number.isSafeInteger(amount) && amount >= 0 && Number.isSafeInteger(scaled) ? scaled : null;
}
