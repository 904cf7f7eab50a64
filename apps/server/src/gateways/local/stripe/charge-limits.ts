import { formatMoney } from '@boon/core/money';
import { fromStripeAmount, isWholeAtStripe } from '../../stripe-amount.ts';
import { StripeProblem } from './stripe-problem.ts';

/** Presentment currencies: https://docs.stripe.com/currencies#presentment-currencies */
const CURRENCIES = new Set(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop ' +
    'crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy ' +
    'kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok ' +
    'npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top ' +
    'try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw'
  ).split(' '),
);

/** In Stripe's units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const MINIMUMS: Readonly<Record<string, number>> = {
  aed: 200,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
  ...Object.fromEntries('aud brl cad chf eur inr nzd sgd usd'.split(' ').map((currency) => [currency, 50])),
};

const AMOUNT_MAX = 99_999_999;

/** @throws StripeProblem for a currency or an amount Stripe does not charge; `amount` is in Stripe's units */
export function checkCharge(amount: number, currency: string): void {
  if (!CURRENCIES.has(currency)) {
    throw new StripeProblem(400, `Invalid currency: ${currency.slice(0, 10)}.`, {
      param: 'line_items[0][price_data][currency]',
    });
  }
  if (!isWholeAtStripe(amount, currency.toUpperCase())) {
    throw new StripeProblem(400, 'Invalid amount for this currency.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  const minimum = MINIMUMS[currency] ?? 1;
  if (amount < minimum) {
    const least = formatMoney(
      { amountMinor: fromStripeAmount(minimum, currency.toUpperCase()), currency: currency.toUpperCase() },
      'en',
    );
    throw new StripeProblem(400, `The Checkout Session's total amount due must add up to at least ${least}`, {
      code: 'amount_too_small',
    });
  }
  if (amount > AMOUNT_MAX) {
    throw new StripeProblem(400, "The Checkout Session's total amount must have no more than eight digits.", {
      code: 'amount_too_large',
    });
  }
}
