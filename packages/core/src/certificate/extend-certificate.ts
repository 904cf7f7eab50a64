import { type Refusal, refuse } from '../refusal/refusal.ts';
import { addLocalDays, isLocalDate, localDate, type Validity, validityThrough } from '../time/validity.ts';
import type { Actor } from './activity.ts';
import { type Certificate, type StoredCertificate, statusAt } from './certificate.ts';
import { decision, type Outcome } from './decision.ts';
import { type Progress, settleExpiry } from './expire-certificate.ts';
import { refusalOf } from './lifecycle.ts';
import { transfer } from './transfer.ts';

/** How far ahead a last day may be set: a hundred years. What is meant to last for ever has no last day. */
const LAST_DAY_AHEAD_MAX_DAYS = 36_525;

/** A later last day, `YYYY-MM-DD` in the certificate's own zone; an expired certificate comes back to life with it. */
export function extend(
  certificate: StoredCertificate,
  validThrough: string,
  actor: Actor,
  now: Date,
): Outcome {
  const refusal = refusalOf('extend', statusAt(certificate, now));
  if (refusal) return refusal;
  const extended = extendProgress(settleExpiry(certificate, now), validThrough, actor, now);
  if (extended.type === 'refusal') return extended;
  const { certificate: row, activities, transfers } = extended.progress;
  return decision(certificate.workspaceId, {
    certificates: [{ row, expectedVersion: certificate.version }],
    activities,
    transfers,
  });
}

type Extended = { readonly type: 'extended'; readonly progress: Progress };

/** The same step inside a larger decision, such as an operator cancelling an order. */
export function extendProgress(
  progress: Progress,
  validThrough: string,
  actor: Actor,
  now: Date,
): Extended | Refusal {
  const { certificate } = progress;
  const { state } = certificate;
  if (state.status !== 'active' && state.status !== 'expired')
    throw new TypeError('only what was issued can be extended');
  const later = newLastDay(state.validity, validThrough, now);
  if (later.type === 'refusal') return later;
  const row: Certificate = {
    ...certificate,
    state: { status: 'active', activatedAt: state.activatedAt, validity: later.validity },
  };
  const details = { from: state.validity?.validThrough ?? null, to: later.validity.validThrough };
  return {
    type: 'extended',
    progress: {
      certificate: row,
      activities: [
        ...progress.activities,
        { certificateId: certificate.id, type: 'extended', at: now, actor, details },
      ],
      transfers: [
        ...progress.transfers,
        ...(state.status === 'expired'
          ? [transfer(certificate, 'reinstate', 'breakage', 'liability', now)]
          : []),
      ],
    },
  };
}

type NewValidity = { readonly type: 'validity'; readonly validity: Validity };

/** Checks a new last day: a date that exists, not yet past, and later than the one so far. */
export function newLastDay(
  validity: Validity | null,
  validThrough: string,
  now: Date,
): NewValidity | Refusal {
  if (validity === null) return refuseDate('This certificate never expires, so there is nothing to extend.');
  const problem = refuseLocalDate(validThrough);
  if (problem) return problem;
  const today = localDate(now, validity.timeZone);
  if (validThrough < today) return refuseDate(`Choose today (${today}) or a later day.`);
  const latest = addLocalDays(today, LAST_DAY_AHEAD_MAX_DAYS);
  if (validThrough > latest) return refuseDate(`Choose a day up to ${latest}.`);
  if (validThrough <= validity.validThrough) {
    return refuseDate(`Choose a day after ${validity.validThrough}, the last one so far.`);
  }
  return { type: 'validity', validity: validityThrough(validThrough, validity.timeZone) };
}

/** Null for a date that exists. */
export function refuseLocalDate(validThrough: string): Refusal | null {
  return isLocalDate(validThrough) ? null : refuseDate('Enter a date that exists, as year-month-day.');
}

function refuseDate(problem: string): Refusal {
  return refuse('validation_failed', `validThrough: ${problem}`, { fields: { validThrough: problem } });
}
