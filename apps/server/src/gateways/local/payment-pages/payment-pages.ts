import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { CheckoutBook } from '../stripe/checkout-book.ts';
import type { CheckoutRecord } from '../stripe/checkout-record.ts';
import { judgeTestCard } from '../stripe/test-card.ts';
import {
  expiredPage,
  foreignFormPage,
  openPage,
  PAYMENT_ERRORS_KNOWN,
  type PaymentError,
  paidPage,
  successUrlOf,
  unknownPage,
} from './payment-page.ts';
import { PAYMENT_PAGE_CSS } from './payment-page-style.ts';

const FORM_BYTES_MAX = 4 * 1024;

/** The test payment page, to be mounted at `/test-payments`: plain forms, no script, and a GET changes nothing. */
export function paymentPages({ book, publicUrl }: { book: CheckoutBook; publicUrl: string }): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex');
    c.header('x-content-type-options', 'nosniff');
    // "no-referrer" would make the browser hide the form's origin, which the POST below asks for.
    c.header('referrer-policy', 'same-origin');
  });

  app.get('/page.css', (c) => c.body(PAYMENT_PAGE_CSS, 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.get('/:sessionId', (c) => {
    const record = book.find(c.req.param('sessionId'));
    secure(c, record);
    if (record === null) return c.html(unknownPage(), 404);
    if (record.state === 'expired') return c.html(expiredPage(record));
    if (record.state === 'open') return c.html(openPage(record, readError(c.req.query('problem'))));
    return c.html(paidPage(record));
  });

  app.get('/:sessionId/cancel', (c) => {
    const record = book.find(c.req.param('sessionId'));
    if (record === null || record.cancelUrl === null) return c.html(unknownPage(), 404);
    return c.redirect(record.cancelUrl, 303);
  });

  app.post('/:sessionId', bodyLimit({ maxSize: FORM_BYTES_MAX }), async (c) => {
    const record = book.find(c.req.param('sessionId'));
    secure(c, record);
    if (!isOwnForm(c, publicUrl)) return c.html(foreignFormPage(), 403);
    if (record === null) return c.html(unknownPage(), 404);
    const form = new URLSearchParams(await c.req.text());
    if (record.state === 'open') {
      const verdict =
        form.get('method') === 'bank_debit' ? 'approved' : judgeTestCard(form.get('card_number') ?? '');
      if (verdict !== 'approved')
        return c.redirect(`/test-payments/${record.sessionId}?problem=${verdict}`, 303);
      book.pay(record, form.get('method') === 'bank_debit' ? 'bank_debit' : 'card');
      await book.save(record);
    }
    if (record.state === 'expired') return c.html(expiredPage(record), 410);
    return c.redirect(successUrlOf(record), 303);
  });

  return app;
}

/** The form leads on to the business's own address, which may be another origin than this page's. */
function secure(c: Context, record: CheckoutRecord | null): void {
  const onward = record === null ? '' : ` ${new URL(record.successUrl).origin}`;
  const policy = `default-src 'none'; style-src 'self'; form-action 'self'${onward}; frame-ancestors 'none'; base-uri 'none'`;
  c.header('content-security-policy', policy);
}

function isOwnForm(c: Context, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return c.req.header('origin') === new URL(publicUrl).origin;
}

function readError(problem: string | undefined): PaymentError | null {
  return PAYMENT_ERRORS_KNOWN.find((known) => known === problem) ?? null;
}
