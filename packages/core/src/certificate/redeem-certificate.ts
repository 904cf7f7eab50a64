import { formatMoney } from '../money/money.ts';
import { dueMinor, type Order, refuseClosed, type StoredOrder } from '../order/order.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Actor } from './activity.ts';
import { type Certificate, type CertificateStatus, type StoredCertificate, statusAt } from './certificate.ts';
import { decision, guardOrder, type Outcome } from './decision.ts';
import { type Progress, settleExpiry } from './expire-certificate.ts';
import { refusalOf } from './lifecycle.ts';
import { transfer } from './transfer.ts';

/** Amounts in a refusal's sentence are written as the sentence is, in English; clients have the numbers in `details`. */
const SENTENCE_LANGUAGE = 'en';

/** Checks two to five of the six, in the specification's order; null when the certificate can pay for this order. */
export function refusalToRedeem(certificate: StoredCertificate, order: Order, now: Date): Refusal | null {
  const refusal = refuseClosed(order, now) ?? refusalOf('redeem', statusAt(certificate, now));
  if (refusal) return refusal;
  const { amountMinor, currency } = certificate.amount;
  if (currency !== order.total.currency) {
    return refuse(
      'currency_mismatch',
      `This certificate is in ${currency}; the order is in ${order.total.currency}.`,
      {
        certificateCurrency: currency,
        orderCurrency: order.total.currency,
      },
    );
  }
  const due = dueMinor(order);
  if (amountMinor <= due) return null;
  const missingMinor = amountMinor - due;
  const show = (value: number) => formatMoney({ amountMinor: value, currency }, SENTENCE_LANGUAGE);
  return refuse(
    'exceeds_amount_due',
    `This certificate is worth ${show(amountMinor)} and is used in full; ${show(due)} is still due. The order needs ${show(missingMinor)} more.`,
    { amountMinor, dueMinor: due, missingMinor, currency },
  );
}

/** Applies the certificate in full to the order. `redemptionId` is the caller's and makes a repeat harmless. */
export function redeem(
  certificate: StoredCertificate,
  order: StoredOrder,
  redemptionId: string,
  actor: Actor,
  now: Date,
): Outcome {
  const refusal = refusalToRedeem(certificate, order, now);
  if (refusal) return refusal;
  const { state, amount } = certificate;
  if (state.status !== 'active') throw new TypeError('a certificate that passed the checks is active');
  const { activatedAt, validity } = state;
  return decision(certificate.workspaceId, {
    certificates: [
      {
        row: {
          ...certificate,
          state: { status: 'redeemed', activatedAt, validity, redeemedAt: now, orderId: order.id },
        },
        expectedVersion: certificate.version,
      },
    ],
    order: guardOrder(order, { ...order, appliedMinor: order.appliedMinor + amount.amountMinor }),
    redemptions: [
      {
        change: 'insert',
        id: redemptionId,
        orderId: order.id,
        certificateId: certificate.id,
        amountMinor: amount.amountMinor,
        at: now,
      },
    ],
    activities: [
      {
        certificateId: certificate.id,
        type: 'redeemed',
        at: now,
        actor,
        details: { orderId: order.id, orderReference: order.reference, redemptionId, ...amount },
      },
    ],
    transfers: [transfer(certificate, 'redeem', 'liability', 'revenue', now)],
  });
}

/** A live redemption together with the certificate it used. */
export type LiveRedemption = { readonly id: string; readonly certificate: StoredCertificate };

/** Takes a certificate off an order again: the customer removed it while the order is open. */
export function reverse(redemption: LiveRedemption, order: StoredOrder, actor: Actor, now: Date): Outcome {
  const refusal = refuseClosed(order, now) ?? refusalOf('reverse', statusAt(redemption.certificate, now));
  if (refusal) return refusal;
  const { certificate } = redemption;
  const back = reversed(redemption, order, actor, now);
  return decision(order.workspaceId, {
    certificates: [{ row: back.certificate, expectedVersion: certificate.version }],
    order: guardOrder(order, { ...order, appliedMinor: order.appliedMinor - certificate.amount.amountMinor }),
    redemptions: [{ change: 'reverse', id: redemption.id, at: now }],
    activities: back.activities,
    transfers: back.transfers,
  });
}

/** The certificate active again, or expired at once when its day has passed meanwhile. */
export function reversed(redemption: LiveRedemption, order: Order, actor: Actor, now: Date): Progress {
  const { certificate } = redemption;
  if (certificate.state.status !== 'redeemed' || certificate.state.orderId !== order.id)
    throw new TypeError('only a certificate redeemed on this very order can come back');
  const { activatedAt, validity } = certificate.state;
  const active: Certificate = { ...certificate, state: { status: 'active', activatedAt, validity } };
  const settled = settleExpiry(active, now);
  return {
    certificate: settled.certificate,
    activities: [
      {
        certificateId: certificate.id,
        type: 'redemption_reversed',
        at: now,
        actor,
        details: { orderId: order.id, orderReference: order.reference, redemptionId: redemption.id },
      },
      ...settled.activities,
    ],
    transfers: [transfer(certificate, 'reverse', 'revenue', 'liability', now), ...settled.transfers],
  };
}

/** What a stranger may know of a code: nothing, unless the certificate was real and has been used or has expired. */
export function isHiddenFromStrangers(status: CertificateStatus): boolean {
  return status === 'pending' || status === 'voided';
}
