import type { Order } from '@boon/client';
import { html } from 'hono/html';
import { bookingLines } from './checkout-page.ts';
import { layout, type Markup, money } from './layout.ts';

type Ending = {
  readonly now: Date;
  /** Whether the customer has just pressed “Cancel booking” while it was not cancelled yet. */
  readonly isAfterCancel: boolean;
};

/** The page of a booking that is over: completed, with who paid what, cancelled, or past the time it was held. */
export function outcomePage(order: Order, ending: Ending): Markup {
  return order.status === 'cancelled' ? cancelledPage(order, ending) : completedPage(order, ending);
}

function cancelledPage(order: Order, { now, isAfterCancel }: Ending): Markup {
  // To Boon both are cancelled. This shop offers no way to cancel but its button, which leads here by another address.
  const hasRunOut = !isAfterCancel && order.expires_at !== null && new Date(order.expires_at) <= now;
  const heading = hasRunOut ? 'Your booking has run out' : 'Your booking is cancelled';
  const why = hasRunOut ? 'It was not completed in the time we could hold it. ' : '';
  return layout({
    title: hasRunOut ? 'Booking run out' : 'Booking cancelled',
    calls: callsBehind(order),
    main: html`
<h1>${heading}</h1>
<p class="lead">${why}Nothing was charged. A gift certificate you had applied can be used again, as before.</p>
<section class="summary">${bookingLines(order)}</section>
${again()}`,
  });
}

function completedPage(order: Order, { isAfterCancel }: Ending): Markup {
  const used = order.redemptions.filter(({ reversed_at }) => reversed_at === null);
  return layout({
    title: 'Booking complete',
    calls: callsBehind(order),
    main: html`
<h1>Your booking is complete</h1>
${isAfterCancel ? html`<p class="notice" role="alert">This booking was completed already, so it was not cancelled.</p>` : ''}
<p class="lead"><span class="status">Completed</span> See you there!</p>
<section aria-labelledby="paid-heading" class="summary">
<h2 id="paid-heading">What you paid</h2>
${bookingLines(order)}
<dl class="amounts">
${used.map(
  ({ code_last4, amount }) =>
    html`<div><dt>Gift certificate •••• ${code_last4}</dt><dd>${money(amount, order.currency)}</dd></div>`,
)}
${order.due === 0 ? '' : html`<div><dt>Card (not really charged)</dt><dd>${money(order.due, order.currency)}</dd></div>`}
<div class="due"><dt>Total</dt><dd>${money(order.total, order.currency)}</dd></div>
</dl>
${order.due === 0 ? html`<p>Your gift certificates paid for everything: nothing was charged.</p>` : ''}
</section>
${again()}`,
  });
}

function callsBehind({ id }: Order) {
  return [{ line: `GET /v1/orders/${id}`, why: 'read everything on this page.' }];
}

function again(): Markup {
  return html`<p><a href="/demo">Book another tour</a></p>`;
}
