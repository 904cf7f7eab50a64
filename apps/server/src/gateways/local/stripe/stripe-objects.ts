import Stripe from 'stripe';
import type { CheckoutRecord, RefundRecord } from './checkout-record.ts';

/** Answers are typed as the SDK types them, so they cannot drift from what the real Stripe is said to answer. */
export function toSession(record: CheckoutRecord, pageUrl: string): Stripe.Checkout.Session {
  const { state } = record;
  const isComplete = state === 'paid' || state === 'processing';
  return {
    id: record.sessionId,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: record.amount,
    amount_total: record.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    branding_settings: {
      background_color: '#ffffff',
      border_style: 'rounded',
      button_color: '#0b5c5e',
      display_name: record.businessName ?? 'Test business',
      font_family: 'default',
      icon: null,
      logo: null,
    },
    cancel_url: record.cancelUrl,
    client_reference_id: record.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: record.createdAtSeconds,
    currency: record.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: toCustomerDetails(record.customerEmail),
    customer_email: record.customerEmail,
    discounts: [],
    expires_at: record.expiresAtSeconds,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: record.locale,
    managed_payments: { enabled: false },
    metadata: record.metadata,
    mode: 'payment',
    origin_context: null,
    payment_intent: isComplete ? record.paymentIntentId : null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'sepa_debit'],
    payment_status: state === 'paid' ? 'paid' : 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: isComplete ? 'complete' : state === 'expired' ? 'expired' : 'open',
    submit_type: record.submitType,
    subscription: null,
    success_url: record.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: state === 'open' ? pageUrl : null,
    wallet_options: null,
  };
}

export function toPaymentIntent(record: CheckoutRecord): Stripe.PaymentIntent {
  const isPaid = record.state === 'paid';
  return {
    id: record.paymentIntentId,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: record.amount,
    amount_capturable: 0,
    amount_received: isPaid ? record.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: record.createdAtSeconds,
    currency: record.currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: record.chargeId,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: record.paymentMetadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'sepa_debit'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isPaid ? 'succeeded' : 'processing',
    transfer_group: null,
  };
}

export function toRefund(record: CheckoutRecord, refund: RefundRecord): Stripe.Refund {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: null,
    charge: record.chargeId,
    created: refund.createdAtSeconds,
    currency: record.currency,
    customer: null,
    customer_account: null,
    metadata: refund.metadata,
    payment_intent: record.paymentIntentId,
    payment_method: null,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

export type LocalEvent =
  | {
      type:
        | 'checkout.session.completed'
        | 'checkout.session.async_payment_succeeded'
        | 'checkout.session.expired';
      object: Stripe.Checkout.Session;
    }
  | { type: 'refund.created'; object: Stripe.Refund };

export function toEvent(id: string, createdAtSeconds: number, event: LocalEvent): Stripe.Event {
  const head = {
    id,
    object: 'event' as const,
    api_version: Stripe.API_VERSION,
    created: createdAtSeconds,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
  };
  if (event.type === 'refund.created') return { ...head, type: event.type, data: { object: event.object } };
  return { ...head, type: event.type, data: { object: event.object } };
}

function toCustomerDetails(email: string | null): Stripe.Checkout.Session.CustomerDetails | null {
  if (email === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}
