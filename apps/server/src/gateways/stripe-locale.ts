import type Stripe from 'stripe';

const LOCALES = (
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv ' +
  'th tr vi zh zh-HK zh-TW'
).split(' ');

/** The closest language Stripe's payment page speaks, or `auto` for the browser's own. */
export function stripeLocale(language: string): Stripe.Checkout.SessionCreateParams.Locale {
  const [primary = '', ...rest] = language.replace('_', '-').split('-');
  const full = [primary.toLowerCase(), ...rest].join('-');
  const spoken = primary.toLowerCase() === 'no' ? 'nb' : primary.toLowerCase();
  return LOCALES.find((locale) => locale === full) ?? LOCALES.find((locale) => locale === spoken) ?? 'auto';
}
