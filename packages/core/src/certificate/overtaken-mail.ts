import { type Activity, SYSTEM } from './activity.ts';
import type { StoredCertificate } from './certificate.ts';
import { type Decision, decision } from './decision.ts';
import type { MailTemplate } from './message.ts';

/** Stands beside the fact in the log: why the mail never went out. */
export const OVERTAKEN = 'the certificate could not be used then';

type Mail = { readonly deliveryId: string; readonly template: MailTemplate; readonly to: string };
type Fact = Pick<Activity, 'type' | 'details'>;

/**
 * Notes that a mail came too late: its certificate was voided, used or past its day when it was due. The unchanged
 * certificate's version guards the note, so that who takes a voiding back either comes after it, and finds it, or was first,
 * and then the mail goes out.
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
 * Whether the gift still has to be brought: the latest mail meant to came too late. Nobody sends it by itself, since the
 * address may be what was wrong: staff are told, and see it before they send. `log` is oldest first.
 */
export function giftMissedItsMail(log: readonly Fact[]): boolean {
  const latest = log.findLast(
    (fact) => fact.details.template === 'gift' && (fact.type === 'sent' || isOvertakenFact(fact)),
  );
  return latest !== undefined && isOvertakenFact(latest);
}

type Bearer = { readonly to: string; readonly codeLast4: string };

/**
 * Whether another mail has brought the gift already, to this address and with the code it still has: one planned for a
 * later day then has nothing to bring. Where the log does not know what a mail carried, it counts for nothing.
 */
export function wentOutAhead(log: readonly Fact[], deliveryId: string, { to, codeLast4 }: Bearer): boolean {
  return log.some(
    ({ type, details }) =>
      type === 'sent' &&
      details.template === 'gift' &&
      details.to === to &&
      details.codeLast4 === codeLast4 &&
      details.deliveryId !== deliveryId,
  );
}

/** Whether the fact is that a mail came too late. */
export function isOvertakenFact({ type, details }: Fact): boolean {
  return type === 'send_failed' && details.overtaken === true;
}
