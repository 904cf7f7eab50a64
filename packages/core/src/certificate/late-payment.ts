import type { Activity, Actor } from './activity.ts';
import type { StoredCertificate } from './certificate.ts';
import { type Decision, decision } from './decision.ts';
import type { Payment } from './payment.ts';
import { issueTransfer, transfer } from './transfer.ts';

/** Stands beside the fact in the log: the books hold one payment a certificate, so nobody else gives this one back. */
export const PAID_TWICE = 'paid a second time; give this money back at the payment provider';

/**
 * Money that came for a payment closed before, of a certificate that waits for none. One that was voided unpaid takes it
 * into the books, out of them again as voided, and gives it back: nobody chose to keep it. One that was paid by other means
 * only notes it, since what the books hold of it is that other money.
 */
export function bookLatePayment(
  certificate: StoredCertificate,
  payment: Payment,
  reference: string | null,
  now: Date,
): Decision {
  const { state, workspaceId } = certificate;
  const method = 'stripe';
  const paid: Payment = { ...payment, status: 'paid', reference, closedAt: now };
  const actor: Actor = { kind: 'purchaser', id: null, name: certificate.purchaser.name };
  const purchased: Activity = {
    certificateId: certificate.id,
    type: 'purchased',
    at: now,
    actor,
    details: { method, reference, ...payment.amount },
  };
  if (state.status !== 'voided' || state.activatedAt !== null) {
    return decision(workspaceId, {
      // Unchanged: its version guards the note, so that it is written once.
      certificates: [{ row: certificate, expectedVersion: certificate.version }],
      payments: [paid],
      activities: [{ ...purchased, details: { ...purchased.details, reason: PAID_TWICE } }],
    });
  }
  const row = {
    ...certificate,
    payment: { method, reference },
    state: { ...state, activatedAt: now, refund: { requestedAt: now, refundedAt: null } },
  } as const;
  return decision(workspaceId, {
    certificates: [{ row, expectedVersion: certificate.version }],
    payments: [paid],
    activities: [purchased],
    transfers: [issueTransfer(row, now), transfer(row, 'void', 'liability', 'cancelled', now)],
    messages: [{ kind: 'refund', certificateId: certificate.id, paymentId: payment.id, runAt: now }],
  });
}
