import { type StoredCertificate, statusAt } from '@boon/core';
import type { z } from '@hono/zod-openapi';
import { validThroughOf } from '../certificates/document-of.ts';
import type { OrderView } from '../orders/order-view.ts';
import type { certificate, order } from './schemas.ts';

export type OrderJson = z.infer<typeof order>;
export type CertificateJson = z.infer<typeof certificate>;

export function orderJson({ order, dueMinor, redemptions }: OrderView): OrderJson {
  const { customerName, customerEmail } = order;
  const anonymous = customerName === null && customerEmail === null;
  return {
    id: order.id,
    reference: order.reference,
    status: order.status,
    currency: order.total.currency,
    total: order.total.amountMinor,
    applied: order.appliedMinor,
    due: dueMinor,
    customer: anonymous ? null : { name: customerName, email: customerEmail },
    expires_at: time(order.expiresAt),
    redemptions: redemptions.map((line) => ({
      id: line.id,
      certificate_id: line.certificateId,
      code_last4: line.codeLast4,
      amount: line.amountMinor,
      created_at: line.createdAt.toISOString(),
      reversed_at: time(line.reversedAt),
    })),
  };
}

/** A certificate as the API shows it at `now`: without its code. */
export function certificateJson(certificate: StoredCertificate, now: Date): CertificateJson {
  const { state } = certificate;
  return {
    id: certificate.id,
    number: certificate.number,
    status: statusAt(certificate, now),
    kind: certificate.kind,
    origin: certificate.origin,
    amount: certificate.amount.amountMinor,
    currency: certificate.amount.currency,
    code_last4: certificate.code.last4,
    valid_through: validThroughOf(certificate),
    purchaser: { name: certificate.purchaser.name, email: certificate.purchaser.email },
    recipient: { name: certificate.recipient.name, email: certificate.recipient.email },
    message: certificate.message,
    type_id: certificate.typeId,
    segment_id: certificate.segmentId,
    order_id: state.status === 'redeemed' ? state.orderId : null,
    created_at: certificate.createdAt.toISOString(),
    activated_at: time('activatedAt' in state ? state.activatedAt : null),
    redeemed_at: time(state.status === 'redeemed' ? state.redeemedAt : null),
    voided_at: time(state.status === 'voided' ? state.voidedAt : null),
    void_reason: state.status === 'voided' ? state.voidReason : null,
  };
}

function time(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}
