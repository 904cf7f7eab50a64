import type {
  Certificate,
  CertificateKind,
  CertificateState,
  Delivery,
  ExpiresAfterDays,
  Order,
  OrderStatus,
  Origin,
  Payment,
  PaymentMethod,
  PaymentStatus,
  RefundState,
  StoredCertificate,
  StoredOrder,
  Validity,
} from '@boon/core';

/** How `certificates` and `certificate_types` say for how long something is valid. */
export type Expiry = 'workspace' | 'days' | 'never';

export function expiryFromColumns(expiry: Expiry, days: number | null): ExpiresAfterDays {
  return expiry === 'workspace' ? 'workspace' : days;
}

export function expiryColumns(expiresAfterDays: ExpiresAfterDays): {
  expiry: Expiry;
  expires_after_days: number | null;
} {
  if (expiresAfterDays === 'workspace') return { expiry: 'workspace', expires_after_days: null };
  return { expiry: expiresAfterDays === null ? 'never' : 'days', expires_after_days: expiresAfterDays };
}

/** A row of `certificates` as PostgreSQL's JSON writes it: instants in ISO 8601, bytes as `\x...`. */
export type CertificateRow = {
  workspace_id: string;
  id: string;
  number: string;
  segment_id: string;
  type_id: string | null;
  expiry: Expiry;
  expires_after_days: number | null;
  status: 'pending' | 'active' | 'redeemed' | 'voided' | 'expired';
  kind: CertificateKind;
  origin: Origin;
  amount_minor: number;
  currency: string;
  code_lookup: string;
  code_lookup_key_version: number;
  code_ciphertext: string;
  code_last4: string;
  purchaser_name: string;
  purchaser_email: string;
  recipient_name: string;
  recipient_email: string | null;
  message: string;
  delivery: Delivery;
  deliver_on: string | null;
  payment_method: PaymentMethod | null;
  payment_reference: string | null;
  valid_through: string | null;
  time_zone: string | null;
  expires_at: string | null;
  created_at: string;
  activated_at: string | null;
  redeemed_at: string | null;
  order_id: string | null;
  voided_at: string | null;
  void_reason: string | null;
  refund_requested_at: string | null;
  refunded_at: string | null;
  version: number;
};

export function certificateFromRow(row: CertificateRow): StoredCertificate {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    number: row.number,
    segmentId: row.segment_id,
    typeId: row.type_id,
    expiresAfterDays: expiryFromColumns(row.expiry, row.expires_after_days),
    kind: row.kind,
    origin: row.origin,
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    code: {
      lookup: fromHex(row.code_lookup),
      lookupKeyVersion: row.code_lookup_key_version,
      ciphertext: fromHex(row.code_ciphertext),
      last4: row.code_last4,
    },
    purchaser: { name: row.purchaser_name, email: row.purchaser_email },
    recipient: { name: row.recipient_name, email: row.recipient_email },
    message: row.message,
    delivery: row.delivery,
    deliverOn: row.deliver_on,
    payment:
      row.payment_method === null ? null : { method: row.payment_method, reference: row.payment_reference },
    createdAt: new Date(row.created_at),
    state: stateFromRow(row),
    version: row.version,
  };
}

function stateFromRow(row: CertificateRow): CertificateState {
  const validity = validityFromRow(row);
  const activatedAt = row.activated_at === null ? null : new Date(row.activated_at);
  if (row.status === 'pending') return { status: 'pending' };
  if (row.status === 'voided') {
    return {
      status: 'voided',
      activatedAt,
      validity,
      voidedAt: new Date(present(row.voided_at, row)),
      voidReason: present(row.void_reason, row),
      refund: refundFromRow(row),
    };
  }
  const since = present(activatedAt, row);
  if (row.status === 'active') return { status: 'active', activatedAt: since, validity };
  if (row.status === 'expired')
    return { status: 'expired', activatedAt: since, validity: present(validity, row) };
  return {
    status: 'redeemed',
    activatedAt: since,
    validity,
    redeemedAt: new Date(present(row.redeemed_at, row)),
    orderId: present(row.order_id, row),
  };
}

function refundFromRow(row: CertificateRow): RefundState | null {
  if (row.refund_requested_at === null) return null;
  return {
    requestedAt: new Date(row.refund_requested_at),
    refundedAt: row.refunded_at === null ? null : new Date(row.refunded_at),
  };
}

function validityFromRow(row: CertificateRow): Validity | null {
  if (row.expires_at === null) return null;
  return {
    validThrough: present(row.valid_through, row),
    timeZone: present(row.time_zone, row),
    expiresAt: new Date(row.expires_at),
  };
}

// The table's CHECK constraints make this impossible; reading on with a guess would be worse than stopping.
function present<Value>(value: Value | null, row: CertificateRow): Value {
  if (value === null)
    throw new TypeError(`certificate ${row.id} of status ${row.status} lacks a value it must have`);
  return value;
}

/** The columns `record_decision` reads; number and version are its own. */
export function certificateToRow(certificate: Certificate): Record<string, unknown> {
  const { state, code, purchaser, recipient, payment } = certificate;
  const validity = 'validity' in state ? state.validity : null;
  return {
    id: certificate.id,
    segment_id: certificate.segmentId,
    type_id: certificate.typeId,
    ...expiryColumns(certificate.expiresAfterDays),
    status: state.status,
    kind: certificate.kind,
    origin: certificate.origin,
    amount_minor: certificate.amount.amountMinor,
    currency: certificate.amount.currency,
    code_lookup: toHex(code.lookup),
    code_lookup_key_version: code.lookupKeyVersion,
    code_ciphertext: toHex(code.ciphertext),
    code_last4: code.last4,
    purchaser_name: purchaser.name,
    purchaser_email: purchaser.email,
    recipient_name: recipient.name,
    recipient_email: recipient.email,
    message: certificate.message,
    delivery: certificate.delivery,
    deliver_on: certificate.deliverOn,
    payment_method: payment?.method ?? null,
    payment_reference: payment?.reference ?? null,
    valid_through: validity?.validThrough ?? null,
    time_zone: validity?.timeZone ?? null,
    expires_at: validity?.expiresAt ?? null,
    created_at: certificate.createdAt,
    activated_at: 'activatedAt' in state ? state.activatedAt : null,
    redeemed_at: state.status === 'redeemed' ? state.redeemedAt : null,
    order_id: state.status === 'redeemed' ? state.orderId : null,
    voided_at: state.status === 'voided' ? state.voidedAt : null,
    void_reason: state.status === 'voided' ? state.voidReason : null,
    refund_requested_at: state.status === 'voided' ? (state.refund?.requestedAt ?? null) : null,
    refunded_at: state.status === 'voided' ? (state.refund?.refundedAt ?? null) : null,
  };
}

export type OrderRow = {
  workspace_id: string;
  id: string;
  reference: string;
  status: OrderStatus;
  currency: string;
  total_minor: number;
  applied_minor: number;
  customer_name: string | null;
  customer_email: string | null;
  expires_at: string | null;
  created_at: string;
  closed_at: string | null;
  version: number;
};

export function orderFromRow(row: OrderRow): StoredOrder {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    reference: row.reference,
    status: row.status,
    total: { amountMinor: row.total_minor, currency: row.currency },
    appliedMinor: row.applied_minor,
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    createdAt: new Date(row.created_at),
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
    version: row.version,
  };
}

export function orderToRow(order: Order): Record<string, unknown> {
  return {
    id: order.id,
    reference: order.reference,
    status: order.status,
    currency: order.total.currency,
    total_minor: order.total.amountMinor,
    applied_minor: order.appliedMinor,
    customer_name: order.customerName,
    customer_email: order.customerEmail,
    expires_at: order.expiresAt,
    created_at: order.createdAt,
    closed_at: order.closedAt,
  };
}

export type PaymentRow = {
  id: string;
  certificate_id: string;
  status: PaymentStatus;
  amount_minor: number;
  currency: string;
  checkout_id: string | null;
  reference: string | null;
  created_at: string;
  closed_at: string | null;
};

/** A payment with the provider's checkout it was opened as; null between the record and the provider's answer. */
export type StoredPayment = Payment & { readonly checkoutId: string | null };

export function paymentFromRow(row: PaymentRow): StoredPayment {
  return {
    id: row.id,
    certificateId: row.certificate_id,
    status: row.status,
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    checkoutId: row.checkout_id,
    reference: row.reference,
    createdAt: new Date(row.created_at),
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
  };
}

export function paymentToRow(payment: Payment): Record<string, unknown> {
  return {
    id: payment.id,
    certificate_id: payment.certificateId,
    status: payment.status,
    amount_minor: payment.amount.amountMinor,
    currency: payment.amount.currency,
    reference: payment.reference,
    created_at: payment.createdAt,
    closed_at: payment.closedAt,
  };
}

export function toHex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text.slice(2), 'hex');
}
