import type { Order, StoredCertificate, Workspace } from '@boon/core';
import { dueMinor } from '@boon/core';
import type { CertificateSummary, OrderSummary } from '@boon/db';
import { validThroughOf } from '../certificates/document-of.ts';
import type { OrderView } from '../orders/order-view.ts';

export function viewBrand(workspace: Workspace) {
  const { slug, name, publicEmail, brandColour, currency, language, timeZone } = workspace;
  return { slug, name, publicEmail, brandColour, currency, language, timeZone };
}

/** What the person who bought or holds a certificate may see of it. */
export function viewForHolder(certificate: StoredCertificate) {
  return {
    id: certificate.id,
    number: certificate.number,
    ...certificate.amount,
    recipientName: certificate.recipient.name,
    purchaserName: certificate.purchaser.name,
    message: certificate.message,
    validThrough: validThroughOf(certificate),
    codeLast4: certificate.code.last4,
  };
}

export function viewForWidget(
  { order, dueMinor: due, redemptions }: OrderView,
  language: string,
  testMode: boolean,
) {
  return {
    reference: order.reference,
    status: order.status,
    currency: order.total.currency,
    language,
    totalMinor: order.total.amountMinor,
    appliedMinor: order.appliedMinor,
    dueMinor: due,
    testMode,
    redemptions: redemptions
      .filter(({ reversedAt }) => reversedAt === null)
      .map(({ id, codeLast4, amountMinor }) => ({ id, codeLast4, amountMinor })),
  };
}

export function viewCertificateRow(certificate: CertificateSummary) {
  return { ...certificate, createdAt: certificate.createdAt.toISOString() };
}

export function viewOrderRow(order: OrderSummary) {
  const { id, reference, status, totalMinor, appliedMinor, currency, customerName, customerEmail } = order;
  return {
    id,
    reference,
    status,
    totalMinor,
    appliedMinor,
    dueMinor: totalMinor - appliedMinor,
    currency,
    customerName,
    customerEmail,
    createdAt: order.createdAt.toISOString(),
  };
}

export function viewOrderFacts(order: Order) {
  const { id, reference, status, customerName, customerEmail } = order;
  return {
    id,
    reference,
    status,
    totalMinor: order.total.amountMinor,
    appliedMinor: order.appliedMinor,
    dueMinor: dueMinor(order),
    currency: order.total.currency,
    customerName,
    customerEmail,
    createdAt: order.createdAt.toISOString(),
    completedAt: status === 'completed' ? isoOf(order.closedAt) : null,
    cancelledAt: status === 'cancelled' ? isoOf(order.closedAt) : null,
    expiresAt: isoOf(order.expiresAt),
  };
}

export function isoOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
