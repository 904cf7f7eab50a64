import { refuse } from '../refusal/refusal.ts';
import { type Actor, SYSTEM } from './activity.ts';
import { type StoredCertificate, statusAt } from './certificate.ts';
import { decision, type Outcome } from './decision.ts';
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

/** Nobody paid within the window: the pending certificate of a portal purchase is voided. */
export function abandonPurchase(certificate: StoredCertificate, payment: Payment, now: Date): Outcome {
  const refusal = refusalOf('activate', certificate.state.status);
  return refusal ?? voidCertificate(certificate, payment, PAYMENT_NOT_COMPLETED, SYSTEM, now);
}

function refuseReason(reason: string) {
  const length = reason.trim().length;
  if (length > 0 && length <= REASON_LENGTH_MAX) return null;
  const problem =
    length === 0 ? 'Say why.' : `Use at most ${REASON_LENGTH_MAX} characters; this has ${length}.`;
  return refuse('validation_failed', `reason: ${problem}`, { fields: { reason: problem } });
}
