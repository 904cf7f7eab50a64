import type { Money } from '@boon/core/money';
import Stripe from 'stripe';
import { GatewayError } from './gateway-error.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';
import { callStripe } from './stripe-error.ts';
import { stripeLocale } from './stripe-locale.ts';
import { verifyStripeWebhook } from './stripe-webhook.ts';

const TIMEOUT_MS = 10_000;
const NETWORK_RETRIES_MAX = 2;
const REFUNDS_LISTED_MAX = 100;

export type OpenCheckout = {
  /** Our id of this payment: the idempotency key is made from it, so a repeated call opens nothing twice. */
  paymentId: string;
  certificateId: string;
  workspaceId: string;
  amountMinor: number;
  currency: string;
  description: string;
  businessName: string;
  customerEmail: string;
  /** BCP 47; a language the payment page does not speak falls back to the browser's. */
  locale: string;
  successUrl: string;
  cancelUrl: string;
  /** From 30 minutes to 24 hours ahead, and the same at every repetition of the call. */
  expiresAt: Date;
};

export type Checkout = {
  sessionId: string;
  paymentId: string | null;
  certificateId: string | null;
  workspaceId: string | null;
  status: 'open' | 'complete' | 'expired';
  /** The money is there. A complete checkout can still be unpaid, while a bank debit is on its way. */
  paid: boolean;
  amountMinor: number;
  currency: string;
  url: string | null;
  /** The payment intent's id: what a refund refers to. */
  paymentReference: string | null;
  livemode: boolean;
};

type RefundRequest = {
  paymentReference: string;
  amountMinor: number;
  currency: string;
  idempotencyKey: string;
};

export type Refund = {
  refundId: string;
  status: 'pending' | 'succeeded' | 'failed';
  amountMinor: number;
  currency: string;
};

export type WebhookEvent = {
  id: string;
  type: string;
  createdAt: Date;
  livemode: boolean;
  sessionId: string | null;
  paymentReference: string | null;
};

/** Everything rejects with `GatewayError`; `verifyWebhook` throws `WebhookRejected`. */
export interface Payments {
  openCheckout(request: OpenCheckout): Promise<{ sessionId: string; url: string }>;
  readCheckout(sessionId: string): Promise<Checkout>;
  /** Gives the checkout as it stands afterwards: `complete` when the customer was faster. */
  expireCheckout(sessionId: string): Promise<Checkout>;
  /** How the money of a checkout that is complete stands: `failed` when it will not come, such as a refused bank debit. */
  readPaymentProgress(paymentReference: string): Promise<'arrived' | 'on_its_way' | 'failed'>;
  refund(request: RefundRequest): Promise<Refund>;
  /** How a refund stands by now: what `refund` answered under its key is answered again for ever. */
  readRefund(refundId: string): Promise<Refund>;
  /** The refund by which this money goes or went back, whoever made it: one on its way if there is any, else the latest. */
  findRefund(paymentReference: string): Promise<Refund | null>;
  /** `rawBody` must be the bytes as they arrived: a parsed and re-written body has another signature. */
  verifyWebhook(rawBody: string | Buffer, signatureHeader: string, now: Date): WebhookEvent;
}

export type PaymentsConfiguration = { secretKey: string; webhookSecret: string; apiBase?: string };

export function createPayments(configuration: PaymentsConfiguration): Payments {
  const stripe = new Stripe(configuration.secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES_MAX,
    telemetry: false,
    ...(configuration.apiBase === undefined ? {} : serverOptions(configuration.apiBase)),
  });

  async function readCheckout(sessionId: string): Promise<Checkout> {
    return toCheckout(
      await callStripe('readCheckout', 'checkout.session', stripe.checkout.sessions.retrieve(sessionId)),
    );
  }

  return {
    async openCheckout(request) {
      const call = stripe.checkout.sessions.create(sessionParams(request), {
        idempotencyKey: `boon-checkout-${request.paymentId}`,
      });
      const session = await callStripe('openCheckout', 'checkout.session', call);
      if (session.url === null) throw unreadable('openCheckout');
      return { sessionId: session.id, url: session.url };
    },

    readCheckout,

    async expireCheckout(sessionId) {
      try {
        return toCheckout(
          await callStripe('expireCheckout', 'checkout.session', stripe.checkout.sessions.expire(sessionId)),
        );
      } catch (error) {
        if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error;
        const checkout = await readCheckout(sessionId);
        if (checkout.status === 'open') throw error;
        return checkout;
      }
    },

    async readPaymentProgress(paymentReference) {
      const call = stripe.paymentIntents.retrieve(paymentReference);
      const { status } = await callStripe('readPaymentProgress', 'payment_intent', call);
      if (status === 'succeeded') return 'arrived';
      return status === 'requires_payment_method' || status === 'canceled' ? 'failed' : 'on_its_way';
    },

    async refund({ paymentReference, amountMinor, currency, idempotencyKey }) {
      const amount = exactAmount('refund', amountMinor, currency);
      const call = stripe.refunds.create({ payment_intent: paymentReference, amount }, { idempotencyKey });
      return toRefund('refund', await callStripe('refund', 'refund', call));
    },

    async readRefund(refundId) {
      const call = stripe.refunds.retrieve(refundId);
      return toRefund('readRefund', await callStripe('readRefund', 'refund', call));
    },

    async findRefund(paymentReference) {
      const call = stripe.refunds.list({ payment_intent: paymentReference, limit: REFUNDS_LISTED_MAX });
      const { data } = await callStripe('findRefund', 'list', call);
      const refunds = data.map((refund) => toRefund('findRefund', refund));
      const pending = refunds.find(({ status }) => status === 'pending');
      return pending ?? refunds.find(({ status }) => status === 'succeeded') ?? null;
    },

    verifyWebhook: (rawBody, signatureHeader, now) =>
      verifyStripeWebhook({ rawBody, signatureHeader, secret: configuration.webhookSecret, now }),
  };
}

function sessionParams(request: OpenCheckout): Stripe.Checkout.SessionCreateParams {
  const metadata = {
    payment_id: request.paymentId,
    certificate_id: request.certificateId,
    workspace_id: request.workspaceId,
  };
  return {
    mode: 'payment',
    submit_type: 'pay',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: request.currency.toLowerCase(),
          unit_amount: exactAmount('openCheckout', request.amountMinor, request.currency),
          product_data: { name: request.description },
        },
      },
    ],
    // What is charged must be the certificate's own amount and currency, so no conversion for the customer.
    adaptive_pricing: { enabled: false },
    branding_settings: { display_name: request.businessName },
    client_reference_id: request.paymentId,
    customer_email: request.customerEmail,
    locale: stripeLocale(request.locale),
    metadata,
    payment_intent_data: { metadata },
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt.getTime() / 1000),
  };
}

const STATUSES = ['open', 'complete', 'expired'] as const;

function toCheckout(session: Stripe.Checkout.Session): Checkout {
  const { amount_total: amountTotal, currency } = session;
  const status = STATUSES.find((known) => known === session.status);
  if (status === undefined || amountTotal === null || currency === null) throw unreadable('readCheckout');
  return {
    sessionId: session.id,
    paymentId: session.metadata?.payment_id ?? null,
    certificateId: session.metadata?.certificate_id ?? null,
    workspaceId: session.metadata?.workspace_id ?? null,
    status,
    paid: status === 'complete' && session.payment_status !== 'unpaid',
    ...chargedMoney('readCheckout', amountTotal, currency),
    url: session.url,
    paymentReference:
      typeof session.payment_intent === 'string'
        ? session.payment_intent
        : (session.payment_intent?.id ?? null),
    livemode: session.livemode,
  };
}

function toRefund(operation: string, { id, status, amount, currency }: Stripe.Refund): Refund {
  return { refundId: id, status: refundStatus(status), ...chargedMoney(operation, amount, currency) };
}

function refundStatus(status: string | null): Refund['status'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

function exactAmount(operation: string, amountMinor: number, currency: string): number {
  try {
    return toStripeAmount(amountMinor, currency);
  } catch {
    throw new GatewayError({ gateway: 'stripe', operation, kind: 'refused', code: 'amount_not_exact' });
  }
}

function chargedMoney(operation: string, amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  try {
    return { amountMinor: fromStripeAmount(amount, currency), currency };
  } catch {
    throw unreadable(operation);
  }
}

function unreadable(operation: string): GatewayError {
  return new GatewayError({ gateway: 'stripe', operation, kind: 'unknown', code: 'unreadable_answer' });
}

function serverOptions(apiBase: string): { host: string; port: number; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  return {
    host: hostname,
    port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? 'http' : 'https',
  };
}
