import { characterCount, holdsControlCharacters } from '../purchase/purchase-input.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { type Activity, type Actor, SYSTEM } from './activity.ts';
import { type RefundState, type StoredCertificate, statusAt } from './certificate.ts';
import { type Decision, decision, type Outcome } from './decision.ts';
import { settleExpiry } from './expire-certificate.ts';
import { refusalOf } from './lifecycle.ts';
import type { Payment } from './payment.ts';
import { type Account, transfer } from './transfer.ts';

export const REASON_LENGTH_MAX = 500;
export const PAYMENT_NOT_COMPLETED = 'payment not completed';

/**
 * Cancels a certificate for a reason. What it is worth leaves the books: from the liability, or from the breakage when
 * its day has passed; a pending one never was on them. An open payment is closed with it.
 */
export function voidCertificate(
  certificate: StoredCertificate,
  openPayment: Payment | null,
  reason: string,
  actor: Actor,
  now: Date,
): Outcome {
  const refusal = refusalOf('void', statusAt(certificate, now)) ?? refuseReason(reason);
  if (refusal) return refusal;
  const settled = settleExpiry(certificate, now);
  const { state } = settled.certificate;
  const issued = state.status === 'active' || state.status === 'expired';
  const from: Account = state.status === 'expired' ? 'breakage' : 'liability';
  const row = {
    ...certificate,
    state: {
      status: 'voided',
      activatedAt: issued ? state.activatedAt : null,
      validity: issued ? state.validity : null,
      voidedAt: now,
      voidReason: reason.trim(),
      refund: null,
    },
  } as const;
  return decision(certificate.workspaceId, {
    certificates: [{ row, expectedVersion: certificate.version }],
    payments: openPayment?.status === 'open' ? [{ ...openPayment, status: 'closed', closedAt: now }] : [],
    activities: [
      ...settled.activities,
      { certificateId: certificate.id, type: 'voided', at: now, actor, details: { reason: reason.trim() } },
    ],
    transfers: [
      ...settled.transfers,
      ...(issued ? [transfer(certificate, 'void', from, 'cancelled', now)] : []),
    ],
  });
}

/**
 * Cancels a certificate and gives the money back, decided in one step. `payment` is the provider's, which must be paid;
 * what was taken by other means goes back by hand.
 */
export function voidAndRefund(
  certificate: StoredCertificate,
  payment: Payment | null,
  reason: string,
  actor: Actor,
  now: Date,
): Outcome {
  const voided = voidCertificate(certificate, null, reason, actor, now);
  if (voided.type === 'refusal') return voided;
  // One paid by other means may have been paid once more online, too late: what the books hold is the other money.
  const isItsPayment =
    payment?.status === 'paid' &&
    certificate.payment?.method === 'stripe' &&
    certificate.payment.reference === payment.reference;
  if (!isItsPayment) {
    const problem =
      'This certificate was not paid through the payment provider; give the money back by hand.';
    return refuse('validation_failed', problem, { fields: { refund: problem } });
  }
  return {
    ...voided,
    certificates: voided.certificates.map(({ row, expectedVersion }) => ({
      row: row.state.status === 'voided' ? { ...row, state: { ...row.state, refund: requested(now) } } : row,
      expectedVersion,
    })),
    messages: [{ kind: 'refund', certificateId: certificate.id, paymentId: payment.id, runAt: now }],
  };
}

function requested(now: Date): RefundState {
  return { requestedAt: now, refundedAt: null };
}

/** The provider has given the money back. Refused unless it was asked for, and only once. */
export function completeRefund(certificate: StoredCertificate, refundReference: string, now: Date): Outcome {
  const { state } = certificate;
  const refusal = refusalOf('refund', state.status);
  if (refusal) return refusal;
  if (state.status !== 'voided' || state.refund === null || state.refund.refundedAt !== null) {
    return refuse('certificate_voided', 'No refund of this certificate is waiting.');
  }
  const refund = { ...state.refund, refundedAt: now };
  return decision(certificate.workspaceId, {
    certificates: [
      { row: { ...certificate, state: { ...state, refund } }, expectedVersion: certificate.version },
    ],
    activities: [
      {
        certificateId: certificate.id,
        type: 'refunded',
        at: now,
        actor: SYSTEM,
        details: { reference: refundReference, ...certificate.amount },
      },
    ],
    transfers: [transfer(certificate, 'refund', 'cancelled', 'cash', now)],
  });
}

/** The money could not be sent back: staff are told why in the log, once for each reason; null when they know already. */
export function noteRefundTrouble(
  certificate: StoredCertificate,
  log: readonly Pick<Activity, 'type' | 'details'>[],
  trouble: { readonly paymentId: string; readonly reason: string },
  now: Date,
): Decision | null {
  const isTold = log.some(
    (fact) =>
      isRefundTrouble(fact) &&
      fact.details.paymentId === trouble.paymentId &&
      fact.details.reason === trouble.reason,
  );
  if (isTold) return null;
  return decision(certificate.workspaceId, {
    activities: [
      {
        certificateId: certificate.id,
        type: 'send_failed',
        at: now,
        actor: SYSTEM,
        details: { ...trouble, ...certificate.amount },
      },
    ],
  });
}

/** Whether the fact is that money could not be sent back. */
export function isRefundTrouble({ type, details }: Pick<Activity, 'type' | 'details'>): boolean {
  return type === 'send_failed' && typeof details.paymentId === 'string';
}

/** Nobody paid within the window: the pending certificate of a portal purchase is voided. */
export function abandonPurchase(certificate: StoredCertificate, payment: Payment, now: Date): Outcome {
  const refusal = refusalOf('activate', certificate.state.status);
  return refusal ?? voidCertificate(certificate, payment, PAYMENT_NOT_COMPLETED, SYSTEM, now);
}

/** A reason is required, and bounded: it stands in the log for ever. */
export function refuseReason(reason: string): Refusal | null {
  const problem = problemOf(reason);
  if (problem === null) return null;
  return refuse('validation_failed', `reason: ${problem}`, { fields: { reason: problem } });
}

function problemOf(reason: string): string | null {
  const length = characterCount(reason.trim());
  if (length === 0) return 'Say why.';
  if (length > REASON_LENGTH_MAX) return `Use at most ${REASON_LENGTH_MAX} characters; this has ${length}.`;
  return holdsControlCharacters(reason) ? 'Remove the control characters.' : null;
}
