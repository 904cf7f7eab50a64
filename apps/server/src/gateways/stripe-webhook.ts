import Stripe from 'stripe';
import { z } from 'zod';
import type { WebhookEvent } from './payments.ts';

const TOLERANCE_SECONDS = 300;

/** The message is not from Stripe, not fresh, or not an event. Answer 400 and keep nothing of it. */
export class WebhookRejected extends Error {
  override readonly name = 'WebhookRejected';
  readonly reason: 'signature' | 'timestamp' | 'malformed';

  constructor(reason: 'signature' | 'timestamp' | 'malformed') {
    super(`webhook rejected: ${reason}`);
    this.reason = reason;
  }
}

export type SignedWebhook = { rawBody: string | Buffer; signatureHeader: string; secret: string; now: Date };

/** @throws WebhookRejected */
export function verifyStripeWebhook({ rawBody, signatureHeader, secret, now }: SignedWebhook): WebhookEvent {
  // The SDK refuses old messages only; one dated in the future could be replayed until its time comes.
  const secondsAway = Math.abs(Math.floor(now.getTime() / 1000) - signedAtSeconds(signatureHeader));
  if (!(secondsAway <= TOLERANCE_SECONDS)) throw new WebhookRejected('timestamp');
  return toWebhookEvent(constructEvent({ rawBody, signatureHeader, secret, now }));
}

/** The one `t=` of the header, or NaN: with two of them, which one was signed would be a guess. */
function signedAtSeconds(signatureHeader: string): number {
  const stamps = signatureHeader.split(',').filter((item) => item.startsWith('t='));
  const [stamp] = stamps;
  return stamps.length === 1 && stamp !== undefined && /^t=\d{1,12}$/.test(stamp)
    ? Number(stamp.slice(2))
    : Number.NaN;
}

function constructEvent({ rawBody, signatureHeader, secret, now }: SignedWebhook): unknown {
  try {
    return Stripe.webhooks.constructEvent(
      rawBody,
      signatureHeader,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
  } catch (error) {
    const isForged = error instanceof Stripe.errors.StripeSignatureVerificationError;
    throw new WebhookRejected(isForged ? 'signature' : 'malformed');
  }
}

const eventShape = z.object({
  id: z.string().min(1).max(255),
  object: z.literal('event'),
  type: z.string().min(1).max(255),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: z.string().nullish(),
      object: z.string(),
      payment_intent: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
    }),
  }),
});

function toWebhookEvent(event: unknown): WebhookEvent {
  const parsed = eventShape.safeParse(event);
  if (!parsed.success) throw new WebhookRejected('malformed');
  const { id, type, created, livemode, data } = parsed.data;
  const subject = data.object;
  const intent = subject.object === 'payment_intent' ? subject.id : subject.payment_intent;
  return {
    id,
    type,
    createdAt: new Date(created * 1000),
    livemode,
    sessionId: subject.object === 'checkout.session' ? (subject.id ?? null) : null,
    paymentReference: (typeof intent === 'object' ? intent?.id : intent) ?? null,
  };
}
