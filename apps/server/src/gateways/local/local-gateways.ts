import { once } from 'node:events';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { readLocalKeys } from './local-keys.ts';
import { paymentPages } from './payment-pages/payment-pages.ts';
import { openMailBook } from './postmark/outbox.ts';
import { postmarkRoutes } from './postmark/postmark-routes.ts';
import { openPrivateFiles } from './private-files.ts';
import { openCheckoutBook } from './stripe/checkout-book.ts';
import { stripeRoutes } from './stripe/stripe-routes.ts';
import { createWebhookCourier, type WebhookCourier } from './stripe/webhook-courier.ts';
import type { LocalGateways, LocalGatewaysOptions } from './types.ts';

const TICK_MS = 1_000;

/**
 * Stands in for Stripe and Postmark outside production, on a free port of the loopback interface: the real SDKs talk to
 * it, so that a demo and a test run through the same code as production. Never start it in production.
 */
export async function startLocalGateways(options: LocalGatewaysOptions): Promise<LocalGateways> {
  const { directory, log, clock = () => new Date() } = options;
  const root = await openPrivateFiles(directory);
  const stripeFiles = await openPrivateFiles(join(directory, 'stripe'));
  const mailFiles = await openPrivateFiles(join(directory, 'postmark'));
  const keys = await readLocalKeys(root);
  const publicUrl = options.publicUrl.replace(/\/+$/, '');
  const pageUrl = (sessionId: string) => `${publicUrl}/test-payments/${sessionId}`;

  const courier: WebhookCourier = createWebhookCourier({
    secret: keys.stripeWebhookSecret,
    clock,
    log,
    onDelivered: (waiting) => book.delivered(waiting),
  });
  const book = await openCheckoutBook({
    files: stripeFiles,
    clock,
    log,
    pageUrl,
    onEvent: (waiting) => courier.send(waiting),
  });
  const mailBook = await openMailBook(mailFiles, log);

  const app = new Hono();
  app.route('/v1', stripeRoutes({ book, secretKey: keys.stripeSecretKey, pageUrl, log }));
  app.route('/', postmarkRoutes({ book: mailBook, serverToken: keys.postmarkServerToken, clock, log }));

  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the local gateways have no port');
  const apiBase = `http://127.0.0.1:${address.port}`;

  const ticking = setInterval(() => book.advanceAll(), TICK_MS);
  ticking.unref();

  return {
    stripe: { apiBase, secretKey: keys.stripeSecretKey, webhookSecret: keys.stripeWebhookSecret },
    postmark: { apiBase, serverToken: keys.postmarkServerToken },
    paymentPages: paymentPages({ book, publicUrl }),
    outbox: mailBook,

    connectWebhook(target) {
      courier.connect(target);
      for (const waiting of book.undelivered()) courier.send(waiting);
    },

    async close() {
      clearInterval(ticking);
      await courier.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await Promise.all([stripeFiles.settle(), mailFiles.settle()]);
    },
  };
}
