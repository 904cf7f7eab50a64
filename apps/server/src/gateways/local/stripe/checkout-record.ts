import { z } from 'zod';

const refundRecord = z.object({
  id: z.string(),
  amount: z.int(),
  createdAtSeconds: z.int(),
  reason: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});

const eventRecord = z.object({ id: z.string(), body: z.string(), createdAtSeconds: z.int() });

/** What was answered under an idempotency key, kept to be answered again word for word. */
const answerRecord = z.object({ key: z.string(), fingerprint: z.string(), body: z.string() });

/**
 * One checkout as the local Stripe keeps it: its session, its payment, its refunds and the events not delivered yet.
 * Amounts are in Stripe's units, currencies in lower case, times in seconds of the epoch.
 */
export const checkoutRecord = z.object({
  sessionId: z.string().regex(/^cs_test_\w+$/),
  paymentIntentId: z.string(),
  chargeId: z.string(),
  state: z.enum(['open', 'processing', 'paid', 'expired']),
  paidBy: z.enum(['card', 'bank_debit']).nullable(),
  settlesAtSeconds: z.int().nullable(),
  createdAtSeconds: z.int(),
  expiresAtSeconds: z.int(),
  amount: z.int(),
  currency: z.string(),
  productName: z.string(),
  businessName: z.string().nullable(),
  customerEmail: z.string().nullable(),
  clientReferenceId: z.string().nullable(),
  locale: z.string().nullable(),
  submitType: z.string().nullable(),
  successUrl: z.string(),
  cancelUrl: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  paymentMetadata: z.record(z.string(), z.string()),
  refunds: z.array(refundRecord),
  undeliveredEvents: z.array(eventRecord),
  answers: z.array(answerRecord),
});

export type CheckoutRecord = z.infer<typeof checkoutRecord>;
export type RefundRecord = z.infer<typeof refundRecord>;
export type EventRecord = z.infer<typeof eventRecord>;
