import { formatMoney } from '@boon/core/money';
import { html } from 'hono/html';
import { fromStripeAmount } from '../../stripe-amount.ts';
import type { CheckoutRecord } from '../stripe/checkout-record.ts';

type Html = ReturnType<typeof html>;

/** Why a payment did not go through; these words travel in the page's address, the sentences do not. */
export const PAYMENT_ERRORS_KNOWN = [
  'card_declined',
  'insufficient_funds',
  'incomplete_number',
  'not_a_test_card',
] as const;

export type PaymentError = (typeof PAYMENT_ERRORS_KNOWN)[number];

const PAYMENT_ERROR_TEXTS: Readonly<Record<PaymentError, string>> = {
  card_declined: 'The card was declined. Nothing was charged. Try again with another test number.',
  insufficient_funds:
    'The card has insufficient funds. Nothing was charged. Try again with another test number.',
  incomplete_number: 'The card number is not complete. Type one of the test numbers below.',
  not_a_test_card:
    'That is none of the test numbers below. Never type a real card number here: no money moves on this page.',
};

export function openPage(record: CheckoutRecord, error: PaymentError | null): Html {
  const amount = amountOf(record);
  return page(
    error === null ? `Pay ${amount}` : 'Not paid',
    html`<h1>Pay ${amount}</h1>
      ${errorBox(error)} ${summary(record)}
      <form method="post" novalidate>
        <label for="card-number">Card number</label>
        <input
          id="card-number"
          name="card_number"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          spellcheck="false"
          maxlength="40"
          aria-describedby="${error === null ? '' : 'problem '}test-numbers"
          ${error === null ? '' : html`aria-invalid="true"`}
        />
        <div id="test-numbers" class="hint">
          <p>Test numbers. No expiry date, no security code.</p>
          <ul>
            <li><span class="number">4242 4242 4242 4242</span> pays</li>
            <li><span class="number">4000 0000 0000 0002</span> is declined</li>
            <li><span class="number">4000 0000 0000 9995</span> has insufficient funds</li>
          </ul>
        </div>
        <button type="submit" name="method" value="card">Pay ${amount}</button>
        <button type="submit" name="method" value="bank_debit" class="quiet">Use a bank debit, settles in 10 seconds</button>
      </form>
      ${record.cancelUrl === null ? '' : html`<p><a href="${record.sessionId}/cancel">Cancel and go back</a></p>`}`,
  );
}

export function paidPage(record: CheckoutRecord): Html {
  const isPaid = record.state === 'paid';
  return page(
    isPaid ? 'Already paid' : 'Payment on its way',
    html`<h1>${isPaid ? 'Already paid' : 'Payment on its way'}</h1>
      <p>${isPaid ? 'This test payment is complete.' : 'The bank debit settles within seconds.'} There is nothing more to do here.</p>
      ${summary(record)}
      <p><a href="${successUrlOf(record)}">Continue to ${businessName(record)}</a></p>`,
  );
}

export function expiredPage(record: CheckoutRecord): Html {
  return page(
    'Payment page expired',
    html`<h1>This payment page has expired</h1>
      <p>Nothing was charged. Start the purchase again to get a new one.</p>
      ${record.cancelUrl === null ? '' : html`<p><a href="${record.cancelUrl}">Go back to ${businessName(record)}</a></p>`}`,
  );
}

export function unknownPage(): Html {
  return page(
    'No such payment',
    html`<h1>There is no such payment</h1>
      <p>The address is not complete, or the test payment was made too long ago.</p>`,
  );
}

export function foreignFormPage(): Html {
  return page(
    'Not accepted',
    html`<h1>This form was not accepted</h1>
      <p>It was sent from another site. Nothing was charged.</p>`,
  );
}

/** Stripe puts the session's id where the address asks for it. */
export function successUrlOf(record: CheckoutRecord): string {
  return record.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', record.sessionId);
}

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Test payment</title>
    <link rel="stylesheet" href="/test-payments/page.css" />
  </head>
  <body>
    <header>
      <p><strong>Test payment — no money moves.</strong> This page takes the place of the payment provider outside production.</p>
    </header>
    <main>${content}</main>
  </body>
</html>`;
}

function summary(record: CheckoutRecord): Html {
  return html`<dl>
    <div><dt>To</dt><dd>${businessName(record)}</dd></div>
    <div><dt>For</dt><dd>${record.productName}</dd></div>
    <div><dt>Amount</dt><dd>${amountOf(record)}</dd></div>
    ${record.customerEmail === null ? '' : html`<div><dt>E-mail</dt><dd>${record.customerEmail}</dd></div>`}
  </dl>`;
}

function errorBox(error: PaymentError | null): Html | string {
  if (error === null) return '';
  return html`<div class="error" role="alert" tabindex="-1" autofocus>
    <svg aria-hidden="true" viewBox="0 0 20 20" width="20" height="20"><circle cx="10" cy="10" r="9" /><path d="M10 5v6M10 14v1" /></svg>
    <p id="problem">${PAYMENT_ERROR_TEXTS[error]}</p>
  </div>`;
}

function businessName(record: CheckoutRecord): string {
  return record.businessName ?? 'the business';
}

function amountOf({ amount, currency }: CheckoutRecord): string {
  const isoCurrency = currency.toUpperCase();
  return formatMoney({ amountMinor: fromStripeAmount(amount, isoCurrency), currency: isoCurrency }, 'en');
}
