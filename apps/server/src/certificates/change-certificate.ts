import {
  type ActivityType,
  type Actor,
  activate,
  correct,
  DomainError,
  extend,
  holdsControlCharacters,
  isOvertakenFact,
  type Outcome,
  type PaymentMethod,
  type People,
  reactivate,
  refuse,
  reissue,
  rejectFields,
  type StoredCertificate,
} from '@boon/core';
import {
  readActivities,
  readState,
  readWorkspace,
  recordDecision,
  type State,
  type StoredPayment,
} from '@boon/db';
import { decideAndRecord, notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';

export type Target = {
  readonly workspaceId: string;
  readonly certificateId: string;
  /** The version the caller looked at; null takes whatever there is. */
  readonly version: number | null;
  /** What the caller names this very call by: it stands beside the fact in the log, so that a repeat finds it. */
  readonly callId?: string | null;
};

export type Decide = (certificate: StoredCertificate, payment: StoredPayment | null, now: Date) => Outcome;

/**
 * Changes one certificate as `decide` says, unless somebody has changed it since the caller looked.
 * @throws DomainError stale with who it was and when, not_found, or the refusal of `decide`
 */
export async function changeCertificate(
  services: Services,
  target: Target,
  decide: Decide,
): Promise<StoredCertificate> {
  const { workspaceId, certificateId } = target;
  await decideAndRecord<State>(
    services,
    () => readTarget(services, target),
    ({ certificate, payment, now }) => {
      if (!certificate) throw notFound('certificate');
      return namedBy(target.callId, decide(certificate, payment, services.clock.from(now)));
    },
  );
  const { certificate } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw notFound('certificate');
  return certificate;
}

function namedBy(callId: Target['callId'], outcome: Outcome): Outcome {
  if (outcome.type === 'refusal' || !callId) return outcome;
  const activities = outcome.activities.map((fact) => ({ ...fact, details: { ...fact.details, callId } }));
  return { ...outcome, activities };
}

/** What a change is decided from. @throws DomainError stale, with who it was and when, if somebody changed it since the caller looked */
export async function readTarget(services: Services, target: Target): Promise<State> {
  const { workspaceId, certificateId, version } = target;
  const state = await readState(services.database, workspaceId, {
    certificateId,
    include: ['latest_payment'],
  });
  if (version === null || state.certificate === null || state.certificate.version === version) return state;
  throw new DomainError(await describeLatestChange(services, target));
}

/** Facts that are written down without a new version of the certificate; a mail that came too late takes one. */
const MERE_NOTES: readonly string[] = ['sent', 'send_failed', 'code_revealed'] satisfies ActivityType[];

async function describeLatestChange(services: Services, { workspaceId, certificateId }: Target) {
  const log = await readActivities(services.database, workspaceId, certificateId);
  const latest = log.findLast((fact) => !MERE_NOTES.includes(fact.type) || isOvertakenFact(fact));
  const who = latest?.actorKind === 'system' ? 'Boon' : (latest?.actorName ?? 'Someone');
  return refuse('stale', `${who} changed this certificate meanwhile. Look at it again.`, {
    changedBy: latest?.actorName ?? null,
    changedAt: latest?.at.toISOString() ?? null,
  });
}

/** Takes a voiding back, with a later last day if one is given. @throws DomainError */
export async function reactivateCertificate(
  services: Services,
  target: Target,
  validThrough: string | null,
  actor: Actor,
): Promise<StoredCertificate> {
  return changeCertificate(services, target, (certificate, _payment, now) =>
    reactivate(certificate, validThrough, actor, now),
  );
}

/** A later last day. @throws DomainError */
export async function extendCertificate(
  services: Services,
  target: Target,
  validThrough: string,
  actor: Actor,
): Promise<StoredCertificate> {
  return changeCertificate(services, target, (certificate, _payment, now) =>
    extend(certificate, validThrough, actor, now),
  );
}

/** Names and addresses put right. @throws DomainError */
export async function correctCertificate(
  services: Services,
  target: Target,
  people: People,
  actor: Actor,
): Promise<StoredCertificate> {
  return changeCertificate(services, target, (certificate, _payment, now) =>
    correct(certificate, people, actor, now),
  );
}

export type ManualPayment = {
  readonly method: Exclude<PaymentMethod, 'stripe'>;
  readonly reference: string | null;
};

/** Staff took the money: the certificate is active, its mails are on their way. @throws DomainError */
export async function markPaid(
  services: Services,
  target: Target,
  payment: ManualPayment,
  actor: Actor,
): Promise<StoredCertificate> {
  const workspace = await readWorkspace(services.database, target.workspaceId);
  if (holdsControlCharacters(payment.reference ?? '')) {
    rejectFields({ 'payment.reference': 'Remove the control characters.' });
  }
  return changeCertificate(services, target, (certificate, open, now) => {
    if (open?.status === 'open') {
      return refuse(
        'certificate_pending',
        'A payment page of this certificate is still open. Void it, or wait until it closes.',
      );
    }
    return activate(certificate, payment, null, workspace, actor, now);
  });
}

const DRAWS_MAX = 5;

/** A new code; the old one is dead at once. @throws DomainError */
export async function reissueCertificate(
  services: Services,
  target: Target,
  reason: string,
  announce: 'send' | 'silent',
  actor: Actor,
): Promise<StoredCertificate> {
  const { workspaceId, certificateId } = target;
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const { certificate, now } = await readTarget(services, target);
    if (!certificate) throw notFound('certificate');
    const sealed = services.codes.seal(services.codes.draw(), workspaceId, certificateId);
    const reissued = reissue(certificate, sealed, reason, announce, actor, services.clock.from(now));
    const outcome = namedBy(target.callId, reissued);
    if (outcome.type === 'refusal') throw new DomainError(outcome);
    // A taken code and a faster colleague both mean: look again and draw again.
    if ((await recordDecision(services.database, outcome)) === 'recorded')
      return { ...certificate, code: sealed, version: certificate.version + 1 };
  }
  throw new DomainError(
    refuse('stale', 'Others are changing this certificate at the same moment. Try again.'),
  );
}
