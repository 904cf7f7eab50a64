import type { Order } from '@boon/client';
import { html } from 'hono/html';
import { bookingLines } from './checkout-page.ts';
import { layout, type Markup, money } from './layout.ts';

/** The page of a booking that is over: completed, with who paid what, or cancelled. */
export function outcomePage(order: Order): Markup {
  const calls = [{ line: `GET /v1/orders/${order.id}`, why: 'read everything on this page.' }];
  const again = html`<p><a href="/demo">Book another tour</a></p>`;
  if (order.status === 'cancelled') {
    return layout({
      title: 'Booking cancelled',
      calls,
      main: html`
<h1>Your booking is cancelled</h1>
<p class="lead">Nothing was charged. A gift certificate you had applied can be used again, as before.</p>
<section class="summary">${bookingLines(order)}</section>
${again}`,
    });
  }
  const used = order.redemptions.filter(({ reversed_at }) => reversed_at === null);
  return layout({
    title: 'Booking complete',
    calls,
    main: html`
<h1>Your booking is complete</h1>
<p class="lead"><span class="status">Completed</span> See you there!</p>
<section aria-labelledby="paid-heading" class="summary">
<h2 id="paid-heading">What you paid</h2>
${bookingLines(order)}
<dl class="amounts">
${used.map(
  ({ code_last4, amount }) =>
    html`<div><dt>Gift certificate •••• ${code_last4}</dt><dd>${money(amount, order.currency)}</dd></div>`,
)}
<div><dt>Card (not really charged)</dt><dd>${money(order.due, order.currency)}</dd></div>
<div class="due"><dt>Total</dt><dd>${money(order.total, order.currency)}</dd></div>
</dl>
</section>
${again}`,
  });
}
