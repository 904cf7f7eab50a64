import { expect, it } from 'vitest';
import { stripeLocale } from './stripe-locale.ts';

it.each([
  ['en', 'en'],
  ['de-AT', 'de'],
  ['pt-BR', 'pt-BR'],
  ['PT', 'pt'],
  ['no', 'nb'],
  ['is', 'auto'],
  ['', 'auto'],
])('a payment page for %j is in %j', (language, locale) => {
  expect(stripeLocale(language)).toBe(locale);
});
