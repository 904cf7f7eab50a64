import {
  amountsOf,
  type CertificateType,
  dueMinor,
  isAdmitted,
  isOffered,
  type Order,
  promisedDays,
  type StoredCertificate,
  type Workspace,
  waysInto,
} from '@boon/core';
import type { CertificateSummary, OrderSummary } from '@boon/db';
import { validThroughOf } from '../certificates/document-of.ts';
import type { OrderView } from '../orders/order-view.ts';
import type { Storefront } from '../segments/read-storefront.ts';

export function viewBrand(workspace: Workspace) {
  const { slug, name, publicEmail, brandColour, currency, language, timeZone } = workspace;
  return { slug, name, publicEmail, brandColour, currency, language, timeZone };
}

/** The shop: its prices for whoever may buy, else how to enter. */
export function viewStorefront({ workspace, segment, types, proof }: Storefront, testMode: boolean) {
  const { slug, name, colour, description, language } = segment;
  const common = {
    brand: viewBrand(workspace),
    heading: workspace.portalHeading,
    intro: workspace.portalIntro,
    portalEnabled: workspace.portalEnabled,
    segment: { slug, name, colour, description, language },
    testMode,
  };
  if (!isAdmitted(segment, proof))
    return { ...common, access: 'closed', ways: waysInto(segment.access) } as const;
  return {
    ...common,
    access: segment.access.kind === 'open' ? 'open' : 'entered',
    amountMinMinor: workspace.amountMinMinor,
    amountMaxMinor: workspace.amountMaxMinor,
    suggestedAmountsMinor: [...workspace.suggestedAmountsMinor],
    expiresAfterDays: workspace.expiresAfterDays,
    terms: workspace.terms,
    types: types
      .filter((type) => isOffered(type, segment, workspace.currency))
      .map((type) => viewTypeForSale(type, workspace)),
  } as const;
}

function viewTypeForSale(type: CertificateType, workspace: Workspace) {
  const { id, name, description, design } = type;
  return {
    id,
    name,
    description,
    design,
    pricing: amountsOf(type, workspace),
    expiresAfterDays: promisedDays(type, workspace),
  };
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
