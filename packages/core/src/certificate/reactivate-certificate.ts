import { refuse } from '../refusal/refusal.ts';
import type { Actor } from './activity.ts';
import { type Certificate, isPastItsDay, type StoredCertificate } from './certificate.ts';
import { decision, type Outcome } from './decision.ts';
import { newLastDay } from './extend-certificate.ts';
import { refusalForStatus, refusalOf } from './lifecycle.ts';
import { transfer } from './transfer.ts';

/**
 * Takes a voiding back: active again, or pending when it was never paid. Refused when the money went back, or when its
 * day has passed and no later one is given. `validThrough` is a local date in the certificate's zone, or null to keep it.
 * A gift that still waits for its day goes out by itself; one whose mail came too late meanwhile is left to whoever looks.
 */
export function reactivate(
  certificate: StoredCertificate,
  validThrough: string | null,
  actor: Actor,
  now: Date,
): Outcome {
  const { state } = certificate;
  const refusal = refusalOf('reactivate', state.status);
  if (refusal) return refusal;
  if (state.status !== 'voided') throw new TypeError('a certificate that passed the check is voided');
  if (state.refund !== null) {
    return refuse('certificate_voided', 'This certificate was refunded, so it cannot be used again.');
  }
  const log = (row: Certificate, details: Record<string, unknown>) => ({
    certificates: [{ row, expectedVersion: certificate.version }],
    activities: [{ certificateId: certificate.id, type: 'reactivated', at: now, actor, details } as const],
  });
  if (state.activatedAt === null) {
    if (validThrough !== null) {
      const problem = 'This certificate was never paid: it gets its last day when it is.';
      return refuse('validation_failed', `validThrough: ${problem}`, { fields: { validThrough: problem } });
    }
    const row: Certificate = { ...certificate, state: { status: 'pending' } };
    return decision(certificate.workspaceId, log(row, { status: 'pending' }));
  }
  const later = validThrough === null ? null : newLastDay(state.validity, validThrough, now);
  if (later?.type === 'refusal') return later;
  const validity = later?.validity ?? state.validity;
  if (isPastItsDay(validity, now)) return refusalForStatus('expired');
  const row: Certificate = {
    ...certificate,
    state: { status: 'active', activatedAt: state.activatedAt, validity },
  };
  return decision(certificate.workspaceId, {
    ...log(row, { status: 'active', validThrough: validity?.validThrough ?? null }),
    transfers: [transfer(certificate, 'reinstate', 'cancelled', 'liability', now)],
  });
}
