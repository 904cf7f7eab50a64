import { type Activity, SYSTEM } from './activity.ts';
import { type Certificate, isPastItsDay, type StoredCertificate, statusAt } from './certificate.ts';
import { decision, type Outcome } from './decision.ts';
import { refusalForStatus, refusalOf } from './lifecycle.ts';
import { type Transfer, transfer } from './transfer.ts';

/** A certificate on its way through a decision, with what has happened to it so far. */
export type Progress = {
  readonly certificate: Certificate;
  readonly activities: readonly Activity[];
  readonly transfers: readonly Transfer[];
};

/** Writes down what the clock has already decided: an active certificate past its day becomes expired. */
export function settleExpiry(certificate: Certificate, now: Date): Progress {
  const { state } = certificate;
  if (state.status !== 'active' || state.validity === null || !isPastItsDay(state.validity, now)) {
    return { certificate, activities: [], transfers: [] };
  }
  const { activatedAt, validity } = state;
  return {
    certificate: { ...certificate, state: { status: 'expired', activatedAt, validity } },
    activities: [
      {
        certificateId: certificate.id,
        type: 'expired',
        at: now,
        actor: SYSTEM,
        details: { validThrough: validity.validThrough, timeZone: validity.timeZone },
      },
    ],
    transfers: [transfer(certificate, 'expire', 'liability', 'breakage', now)],
  };
}

/** The job's decision; refused for one whose day has not passed, so that a clock set back does no harm. */
export function expire(certificate: StoredCertificate, now: Date): Outcome {
  const refusal = refusalOf('expire', certificate.state.status);
  if (refusal) return refusal;
  if (statusAt(certificate, now) !== 'expired') return refusalForStatus('active');
  const { certificate: row, activities, transfers } = settleExpiry(certificate, now);
  return decision(certificate.workspaceId, {
    certificates: [{ row, expectedVersion: certificate.version }],
    activities,
    transfers,
  });
}
