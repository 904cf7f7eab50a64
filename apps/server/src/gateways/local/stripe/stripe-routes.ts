import { createHash, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isSameSecret } from '../local-keys.ts';
import type { LocalLog } from '../types.ts';
import type { CheckoutBook } from './checkout-book.ts';
import type { CheckoutRecord } from './checkout-record.ts';
import { readRefundParams, readSessionParams } from './request-params.ts';
import { toPaymentIntent, toRefund, toSession } from './stripe-objects.ts';
import { noSuch, StripeProblem } from './stripe-problem.ts';

const BODY_BYTES_MAX = 64 * 1024;
const REFUND_FILTERS: readonly string[] = ['payment_intent', 'limit'];

export type StripeRoutesOptions = {
  book: CheckoutBook;
  secretKey: string;
  pageUrl: (sessionId: string) => string;
  log: LocalLog;
};

/** The part of https://docs.stripe.com/api that this product calls, for the real SDK to talk to. */
export function stripeRoutes({ book, secretKey, pageUrl, log }: StripeRoutesOptions): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header('request-id', `req_${randomBytes(7).toString('hex')}`);
  });

  app.use(async (c, next) => {
    const [scheme, key = ''] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme !== 'Bearer' || !isSameSecret(key, secretKey))
      throw new StripeProblem(401, 'Invalid API Key provided.');
    await next();
  });

  app.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: () => {
        throw new StripeProblem(413, 'Request too large.');
      },
    }),
  );

  app.use(async (c, next) => {
    const known = c.req.method === 'GET' && c.req.path.endsWith('/refunds') ? REFUND_FILTERS : [];
    const unknown = Object.keys(c.req.query()).find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw new StripeProblem(400, `Received unknown parameter: ${unknown}`, {
        code: 'parameter_unknown',
        param: unknown,
      });
    }
    await next();
  });

  app.post('/checkout/sessions', (c) =>
    answerOnce(c, book, (body) => {
      const record = book.create(readSessionParams(body));
      return { record, answer: toSession(record, pageUrl(record.sessionId)) };
    }),
  );

  app.get('/checkout/sessions/:id', (c) => {
    const id = c.req.param('id');
    return c.json(toSession(existing(book.find(id), 'checkout.session', id), pageUrl(id)));
  });

  app.post('/checkout/sessions/:id/expire', (c) =>
    answerOnce(c, book, () => {
      const id = c.req.param('id');
      const record = existing(book.find(id), 'checkout.session', id);
      book.expire(record);
      return { record, answer: toSession(record, pageUrl(id)) };
    }),
  );

  app.get('/payment_intents/:id', (c) => {
    const id = c.req.param('id');
    return c.json(toPaymentIntent(existing(book.findPaymentIntent(id), 'payment_intent', id)));
  });

  app.post('/refunds', (c) =>
    answerOnce(c, book, (body) => {
      const { record, refund } = book.refund(readRefundParams(body));
      return { record, answer: toRefund(record, refund) };
    }),
  );

  app.get('/refunds', (c) => {
    const id = c.req.query('payment_intent') ?? '';
    const record = existing(book.findPaymentIntent(id), 'payment_intent', id);
    // Newest first, and never more than a page of them.
    const data = record.refunds.toReversed().map((refund) => toRefund(record, refund));
    return c.json({ object: 'list', url: '/v1/refunds', has_more: false, data });
  });

  app.get('/refunds/:id', (c) => {
    const { record, refund } = book.findRefund(c.req.param('id'));
    return c.json(toRefund(record, refund));
  });

  app.all('*', () => {
    throw new StripeProblem(404, 'Unrecognized request URL.');
  });

  app.onError((error, c) => {
    if (error instanceof StripeProblem) return c.json(error.toAnswer(), error.httpStatus);
    log('local Stripe failed', { path: c.req.routePath, error: error.name });
    return c.json(
      new StripeProblem(500, 'An unknown error occurred.', { type: 'api_error' }).toAnswer(),
      500,
    );
  });

  return app;
}

/** https://docs.stripe.com/api/idempotent_requests: one key, one answer; the key of another request is refused. */
async function answerOnce(
  c: Context,
  book: CheckoutBook,
  act: (body: string) => { record: CheckoutRecord; answer: object },
): Promise<Response> {
  const body = await c.req.text();
  const key = c.req.header('idempotency-key') ?? '';
  if (key.length > 255)
    throw new StripeProblem(400, 'Idempotency keys end at 255 characters.', { type: 'idempotency_error' });
  const fingerprint = createHash('sha256').update(`${c.req.path}\n${body}`).digest('hex');

  const known = key === '' ? null : book.findAnswer(key);
  if (known !== null) {
    if (known.fingerprint !== fingerprint) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.';
      throw new StripeProblem(400, message, { type: 'idempotency_error' });
    }
    return c.body(known.body, 200, { 'content-type': 'application/json', 'idempotent-replayed': 'true' });
  }

  const { record, answer } = act(body);
  const answerBody = JSON.stringify(answer);
  if (key !== '') book.keepAnswer(record, { key, fingerprint, body: answerBody });
  await book.save(record);
  return c.body(answerBody, 200, { 'content-type': 'application/json' });
}

function existing(record: CheckoutRecord | null, kind: string, id: string): CheckoutRecord {
  if (record === null) throw noSuch(kind, id);
  return record;
}
