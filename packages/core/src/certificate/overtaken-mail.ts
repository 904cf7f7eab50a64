import { type Activity, SYSTEM } from './activity.ts';
import type { StoredCertificate } from './certificate.ts';
import { type Decision, decision } from './decision.ts';
import type { MailTemplate } from './message.ts';

/** Stands beside the fact in the log: why the mail never went out. */
export const OVERTAKEN = 'the certificate can no longer be used';

type Mail = { readonly deliveryId: string; readonly template: MailTemplate; readonly to: string };
type Fact = Pick<Activity, 'type' | 'details'>;

/**
 * Notes that a mail came too late: its certificate was voided, used or past its day when it was due. The unchanged
 * certificate's version guards the note, so that who takes a voiding back either finds it or was first.
 */
export function noteOvertaken(certificate: StoredCertificate, mail: Mail, now: Date): Decision {
  return decision(certificate.workspaceId, {
    certificates: [{ row: certificate, expectedVersion: certificate.version }],
    activities: [
      {
        certificateId: certificate.id,
        type: 'send_failed',
        at: now,
        actor: SYSTEM,
        details: { ...mail, reason: OVERTAKEN, overtaken: true },
      },
    ],
  });
}

/** Whether this very mail was noted as too late: it is over, and what is sent later is another one. */
export function wasOvertaken(log: readonly Fact[], deliveryId: string): boolean {
  return log.some((fact) => isOvertakenFact(fact) && fact.details.deliveryId === deliveryId);
}

/**
 * Whether the gift waits to be sent by whoever takes the voiding back: its latest mail came too late, and no earlier
 * taking back has sent it since. `log` is oldest first.
 */
export function awaitsItsGiftMail(log: readonly Fact[]): boolean {
  const latest = log.findLast(
    (fact) =>
      fact.type === 'reactivated' ||
      (fact.details.template === 'gift' && (fact.type === 'sent' || isOvertakenFact(fact))),
  );
  return latest !== undefined && isOvertakenFact(latest);
}

/**
 * Whether another mail has brought the gift already, to this address and with the code it still has: one planned for a
 * later day then has nothing to bring. `log` is oldest first.
 */
export function wentOutAhead(log: readonly Fact[], deliveryId: string, to: string): boolean {
  const latest = log.findLast(
    ({ type, details }) =>
      type === 'reissued' ||
      (type === 'sent' &&
        details.template === 'gift' &&
        details.to === to &&
        details.deliveryId !== deliveryId),
  );
  return latest?.type === 'sent';
}

function isOvertakenFact({ type, details }: Fact): boolean {
  return type === 'send_failed' && details.overtaken === true;
}
