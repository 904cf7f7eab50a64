import {
  DomainError,
  type GiftInput,
  PAYMENT_WINDOW_HOURS,
  purchaseOnPortal,
  refuse,
  type StoredCertificate,
  type Workspace,
} from '@boon/core';
import { attachCheckout, readState, type StoredPayment } from '@boon/db';
import { GatewayError } from '../gateways/gateway-error.ts';
import { uuidv7 } from '../ids.ts';
import { readStorefront } from '../segments/read-storefront.ts';
import type { Services } from '../services.ts';
import { assertSale, holdsGift, recordNewCertificate, type Sold } from './gift-facts.ts';

const HOUR_MS = 3_600_000;

export type Purchase = GiftInput & {
  readonly workspace: string;
  readonly segment: string | null;
  /** Null, or nothing, for any amount. */
  readonly typeId?: string | null;
  /** What entering a closed segment gave. */
  readonly proof?: string | null;
  /** Made by the customer's browser: the same id again is the same purchase. */
  readonly certificateId: string;
};

/**
 * A customer opens a payment: the certificate is recorded as pending first, then the payment page is asked for, so a
 * crash in between leaves something that looks after itself. @throws DomainError, nothing charged
 */
export async function purchaseCertificate(
  services: Services,
  purchase: Purchase,
): Promise<{ checkoutUrl: string }> {
  const storefront = await readStorefront(services, { ...purchase, proof: purchase.proof ?? null });
  const { workspace } = storefront;
  if (!workspace.portalEnabled) {
    throw new DomainError(
      refuse('portal_disabled', `${workspace.name} is not selling gift certificates online right now.`),
    );
  }
  const now = services.clock.now();
  const sold = assertSale({ ...storefront, typeId: purchase.typeId ?? null }, purchase, now);
  const paymentId = uuidv7(now);
  const certificate = {
    id: purchase.certificateId,
    sold,
    kind: 'purchased',
    origin: 'portal',
    payment: null,
    gift: purchase,
  } as const;
  await recordNewCertificate(services, workspace, certificate, now, (facts) =>
    purchaseOnPortal(facts, paymentId, now),
  );
  const { certificate: stored, payment } = await readState(services.database, workspace.id, {
    certificateId: purchase.certificateId,
    include: ['latest_payment'],
  });
  if (!stored || !payment) throw idInUse();
  if (payment.id !== paymentId) assertSamePurchase(purchase, sold, stored, payment);
  return { checkoutUrl: await openCheckout(services, workspace, stored, payment) };
}

/** The payment page of an open payment. Asking again gives the same page: every argument is made from what is stored. */
export async function openCheckout(
  services: Services,
  workspace: Workspace,
  certificate: StoredCertificate,
  payment: StoredPayment,
): Promise<string> {
  const claims = { workspaceId: workspace.id, certificateId: certificate.id, paymentId: payment.id };
  const { token } = await services.tokens.sign('purchase', claims, payment.createdAt);
  const page = (name: string) => `${services.publicUrl}/p/${workspace.slug}/${name}?purchase=${token}`;
  try {
    const checkout = await services.payments.openCheckout({
      ...claims,
      ...certificate.amount,
      description: `Gift certificate from ${workspace.name}`,
      businessName: workspace.name,
      customerEmail: certificate.purchaser.email,
      locale: workspace.language,
      successUrl: page('success'),
      cancelUrl: page('cancelled'),
      // An hour short of the window, so that the page is dead before the certificate is given up.
      expiresAt: new Date(payment.createdAt.getTime() + (PAYMENT_WINDOW_HOURS - 1) * HOUR_MS),
    });
    const status = await attachCheckout(services.database, workspace.id, payment.id, checkout.sessionId);
    if (status !== 'closed') return checkout.url;
    // Voided while the page was being opened: nobody may pay for it.
    await services.payments.expireCheckout(checkout.sessionId);
    throw new DomainError(
      refuse('certificate_voided', 'This purchase was cancelled meanwhile. Start it again.'),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    services.log.error('payments.open_failed', error, { paymentId: payment.id });
    throw new DomainError(
      refuse(
        'payment_unavailable',
        'The payment page cannot be reached right now. Nothing was charged; try again in a minute.',
      ),
    );
  }
}

function assertSamePurchase(
  purchase: Purchase,
  sold: Sold,
  stored: StoredCertificate,
  payment: StoredPayment,
): void {
  const same =
    payment.status === 'open' &&
    stored.segmentId === sold.segmentId &&
    stored.typeId === sold.typeId &&
    stored.amount.amountMinor === purchase.amountMinor &&
    holdsGift(stored, purchase);
  if (!same) throw idInUse();
}

function idInUse(): DomainError {
  return new DomainError(
    refuse('idempotency_mismatch', 'This purchase was begun with other details. Start it again.'),
  );
}
