import { readFileSync } from 'node:fs';
import { type BoonClient, BoonProblem, type Order } from '@boon/client';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { emptyFields, type ReadBooking, readBooking } from './booking-form.ts';
import { cancelBooking, completeBooking, connect, openOrder, tokenForWidget } from './checkout.ts';
import { bookingPage } from './pages/booking-page.ts';
import { checkoutPage } from './pages/checkout-page.ts';
import { money } from './pages/layout.ts';
import { outcomePage } from './pages/outcome-page.ts';
import { troublePage } from './pages/trouble-page.ts';
import { CURRENCY, createNonce, referenceOf, totalMinorOf } from './tours.ts';

const FORM_BYTES_MAX = 10_000;
const HOUR_MS = 3_600_000;

const ASSETS = {
  'site.css': { type: 'text/css; charset=utf-8', body: asset('site.css') },
  'checkout.css': { type: 'text/css; charset=utf-8', body: asset('checkout.css') },
  'checkout.js': { type: 'text/javascript; charset=utf-8', body: asset('checkout.js') },
  'mark.svg': { type: 'image/svg+xml', body: asset('mark.svg') },
} as const;

export type DemoOptions = {
  /** Where the shop's server reaches Boon's REST API, e.g. http://127.0.0.1:3000. */
  readonly apiBase: string;
  readonly apiKey: string;
  /** Where browsers reach Boon: the widget's script comes from there. */
  readonly publicUrl: string;
  readonly clock?: { now(): Date };
};

/**
 * A sample booking site, to be mounted at /demo. It is a customer of Boon like any other: it knows the REST API,
 * its key and the widget's address, and nothing of the server it happens to run in.
 */
export function createDemo({ apiBase, apiKey, publicUrl, clock }: DemoOptions): Hono {
  const boon = connect({ baseUrl: apiBase, apiKey });
  const widgetOrigin = new URL(publicUrl).origin;
  const now = () => clock?.now() ?? new Date();
  const demo = new Hono();

  demo.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", widgetOrigin],
        connectSrc: [widgetOrigin],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      strictTransportSecurity: false,
      // The widget's script may come from another origin, which need not opt in to being embedded.
      crossOriginResourcePolicy: false,
    }),
  );
  demo.use('/bookings/*', async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });
  demo.use(bodyLimit({ maxSize: FORM_BYTES_MAX }));

  demo.get('/', (context) => context.html(bookingPage(emptyFields(), {})));

  demo.get('/assets/:name', (context) => {
    const name = context.req.param('name');
    if (!isAsset(name)) return context.notFound();
    const { type, body } = ASSETS[name];
    return context.body(body, 200, { 'content-type': type, 'cache-control': 'no-cache' });
  });

  demo.post('/bookings', async (context) => {
    const read = readBooking(await formOf(context));
    if (!read.ok) return context.html(bookingPage(read.fields, read.problems), 422);
    const order = await createOrder(boon, read, now());
    return context.redirect(pathOf(order.id), 303);
  });

  demo.get('/bookings/:orderId{[\\w-]{1,64}}', async (context) => {
    const order = await boon.readOrder(context.req.param('orderId'));
    if (order.status !== 'open') {
      const isAfterCancel = context.req.query('after') === 'cancel';
      return context.html(outcomePage(order, { now: now(), isAfterCancel }));
    }
    const due = money(order.due, order.currency);
    const isDueChanged = context.req.query('due') === 'changed';
    return context.html(
      checkoutPage({
        order,
        token: await tokenForWidget(boon, order.id),
        publicUrl,
        notice: isDueChanged
          ? `The amount to pay is now ${due}. Please check it and confirm once more.`
          : null,
      }),
    );
  });

  demo.post('/bookings/:orderId{[\\w-]{1,64}}/complete', async (context) => {
    const orderId = context.req.param('orderId');
    const { expected_due: expectedDue } = await formOf(context);
    const order = await completeBooking(boon, orderId, amountOf(expectedDue));
    const isAnotherDue = order.status === 'open' && order.due !== amountOf(expectedDue);
    return context.redirect(isAnotherDue ? `${pathOf(orderId)}?due=changed` : pathOf(orderId), 303);
  });

  demo.post('/bookings/:orderId{[\\w-]{1,64}}/cancel', async (context) => {
    const orderId = context.req.param('orderId');
    const order = await boon.readOrder(orderId);
    if (order.status === 'open') await cancelUnlessClosed(boon, order);
    // Over already by its time or in another tab: then this press is not what cancelled it.
    return context.redirect(
      order.status === 'cancelled' ? pathOf(orderId) : `${pathOf(orderId)}?after=cancel`,
      303,
    );
  });

  demo.onError((error, context) => {
    if (!(error instanceof BoonProblem)) throw error;
    const isRetryable = context.req.path.startsWith('/demo/bookings/');
    const retryPath = isRetryable ? context.req.path.replace(/\/(complete|cancel)$/, '') : '/demo';
    const status = error.code === 'not_found' ? 404 : error.status === 429 ? 503 : 502;
    return context.html(troublePage(error, retryPath), status);
  });

  return demo;
}

/** Books under the reference of the form; one that is taken already gives way to a fresh one. */
async function createOrder(boon: BoonClient, read: ReadBooking & { ok: true }, now: Date): Promise<Order> {
  const booking = (nonce: string) => ({
    reference: referenceOf(read.booking, nonce),
    total: totalMinorOf(read.booking),
    currency: CURRENCY,
    customer: read.customer,
    // On the full hour, so that a form sent twice makes the same request twice.
    expiresAt: new Date(Math.ceil(now.getTime() / HOUR_MS + 2) * HOUR_MS).toISOString(),
  });
  try {
    return await openOrder(boon, booking(read.nonce));
  } catch (error) {
    const isTaken =
      error instanceof BoonProblem && ['order_reference_taken', 'idempotency_mismatch'].includes(error.code);
    if (!isTaken) throw error;
    return openOrder(boon, booking(createNonce()));
  }
}

/** One that was closed in another tab meanwhile stays as it is, and its page says which. */
async function cancelUnlessClosed(boon: BoonClient, order: Order): Promise<void> {
  try {
    await cancelBooking(boon, order);
  } catch (error) {
    if (!(error instanceof BoonProblem) || error.code !== 'order_closed') throw error;
  }
}

/** The amount a form was sent with; null for anything that is none. */
function amountOf(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A body that is no form counts as an empty one: its fields are then asked for as missing. */
async function formOf(context: Context): Promise<Record<string, unknown>> {
  return context.req.parseBody().catch(() => ({}));
}

function pathOf(orderId: string): string {
  return `/demo/bookings/${encodeURIComponent(orderId)}`;
}

function isAsset(name: string): name is keyof typeof ASSETS {
  return Object.hasOwn(ASSETS, name);
}

function asset(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
}
