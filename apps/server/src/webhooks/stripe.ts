import { storeEvent } from '@boon/db';
import { Hono } from 'hono';
import { WebhookRejected } from '../gateways/stripe-webhook.ts';
import type { Services } from '../services.ts';

/** Stripe's events: verified on the raw bytes, stored by their id, answered; processed afterwards, each once. */
export function createStripeWebhook(services: Services): Hono {
  const app = new Hono();
  app.post('/:workspace', async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    const signature = context.req.header('stripe-signature') ?? '';
    try {
      const now = services.clock.now();
      const event = services.payments.verifyWebhook(body, signature, now);
      await storeEvent(services.database, {
        provider: 'stripe',
        eventId: event.id,
        type: event.type,
        checkoutId: event.sessionId,
        receivedAt: now,
      });
      return context.body(null, 200);
    } catch (error) {
      if (!(error instanceof WebhookRejected)) throw error;
      services.log.info('webhook.rejected', { provider: 'stripe', reason: error.reason });
      return context.text('The signature is not valid.', 400);
    }
  });
  return app;
}
