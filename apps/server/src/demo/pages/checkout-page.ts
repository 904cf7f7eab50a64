import type { Order } from '@boon/client';
import { html } from 'hono/html';
import { bookingOf } from '../tours.ts';
import { layout, type Markup, money } from './layout.ts';

type Checkout = {
  readonly order: Order;
  /** For the widget; null when none could be had, and the checkout goes on without it. */
  readonly token: string | null;
  /** Where the widget's script is served. */
  readonly publicUrl: string;
  readonly notice: string | null;
};

/** The checkout: what is booked, the widget, and what is left to pay. */
export function checkoutPage({ order, token, publicUrl, notice }: Checkout): Markup {
  const { id, currency, total, applied, due } = order;
  const path = `/demo/bookings/${encodeURIComponent(id)}`;
  return layout({
    title: 'Payment',
    scripts: token === null ? [] : ['/demo/assets/checkout.js', new URL('/widget/v1.js', publicUrl).href],
    calls: [
      { line: `GET /v1/orders/${id}`, why: 'read the amounts on this page.' },
      { line: `POST /v1/orders/${id}/checkout-tokens`, why: 'made the token for the widget.' },
      {
        line: `POST /v1/orders/${id}/complete`,
        why: 'is sent by “Complete booking”, after the amount due was read back.',
      },
      {
        line: `POST /v1/orders/${id}/cancel`,
        why: 'is sent by “Cancel booking” and frees the certificates.',
      },
    ],
    main: html`
<h1>Payment</h1>
${notice === null ? '' : html`<p class="notice" role="alert">${notice}</p>`}
<div class="checkout">
<section aria-labelledby="summary-heading" class="summary">
<h2 id="summary-heading">Your booking</h2>
${bookingLines(order)}
<dl class="amounts">
<div><dt>Total</dt><dd>${money(total, currency)}</dd></div>
<div><dt>Gift certificates</dt><dd data-amount="applied">${applied === 0 ? money(0, currency) : `−${money(applied, currency)}`}</dd></div>
<div class="due"><dt>To pay</dt><dd data-amount="due">${money(due, currency)}</dd></div>
</dl>
</section>
<div class="pay">
<div>
${token === null ? unavailable() : widget(token)}
<p class="aside">No code to try? <a href="${new URL('/p/aurora', publicUrl).href}" target="_blank">Buy a gift certificate</a> as a visitor would: the code is in its PDF.</p>
</div>
<form method="post" action="${path}/complete" class="card">
<h2>Pay the rest</h2>
<p data-when="due"${due === 0 ? ' hidden' : ''}>Here your card would be charged <strong data-amount="due">${money(due, currency)}</strong>. This sample takes no card: the button just completes the booking.</p>
<p data-when="paid"${due === 0 ? '' : ' hidden'}>Your gift certificates pay for everything: nothing will be charged. The button completes the booking.</p>
<input type="hidden" name="expected_due" value="${due}">
<button type="submit" class="primary">Complete booking</button>
</form>
<form method="post" action="${path}/cancel"><button type="submit" class="quiet">Cancel booking</button></form>
</div>
</div>`,
  });
}

export function bookingLines({ reference, customer }: Order): Markup {
  const booking = bookingOf(reference);
  const people = booking?.people === 1 ? '1 person' : `${booking?.people} people`;
  return html`<p class="booked">${booking ? html`<strong>${booking.tour.name}</strong>, ${people}<br>` : ''}
${customer?.name ? html`${customer.name}<br>` : ''}Reference ${reference}</p>`;
}

/** What stands inside the element is seen only while (or because) its script is missing. */
function widget(token: string): Markup {
  return html`<gift-certificate-redemption token="${token}">Gift certificates need a script that has not loaded. You can still complete your booking, or reload this page to use one.</gift-certificate-redemption>`;
}

function unavailable(): Markup {
  return html`<p>Gift certificates cannot be used right now. You can still complete your booking, or reload this page to try again.</p>`;
}
