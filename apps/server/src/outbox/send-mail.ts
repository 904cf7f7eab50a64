import {
  decision,
  noteOvertaken,
  OVERTAKEN,
  type StoredCertificate,
  SYSTEM,
  statusAt,
  type Workspace,
  wasOvertaken,
  wentOutAhead,
} from '@boon/core';
import {
  beginDelivery,
  type Earlier,
  findDelivery,
  isGiftAskedFor,
  type LoggedActivity,
  markDeliveryFailed,
  markDeliverySent,
  readActivities,
  readState,
  readWorkspace,
  recordDecision,
  redirectDelivery,
} from '@boon/db';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { Services } from '../services.ts';
import { carriesDocument, composeMail, type MailJob } from './compose-mail.ts';
import { JobRefused } from './job-refused.ts';

/**
 * `changed`: the certificate did while its mail was made, so nothing was sent and all of it has to be done anew. `waiting`:
 * somebody asked for the same gift, and whether that was brought is not known yet.
 */
export type MailOutcome = 'settled' | 'changed' | 'waiting';

/**
 * Sends one mail of a certificate. The attempt is written down first; after a crash or a time-out the provider is asked
 * before anything is sent again. @throws JobRefused when trying again is pointless, GatewayError when it is not
 */
export async function sendMail(services: Services, job: MailJob): Promise<MailOutcome> {
  const { workspaceId, certificateId, deliveryId } = job;
  const { certificate } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw new JobRefused('the certificate does not exist');
  if (job.template === 'gift') {
    // Before the log: one that is done is in it.
    const isAskedFor =
      job.askedBy === null && (await isGiftAskedFor(services.database, workspaceId, certificateId));
    const log = await readActivities(services.database, workspaceId, certificateId);
    if (wasOvertaken(log, deliveryId)) return 'settled';
    if (job.askedBy === null && (await cameAhead(services, job, certificate, log))) return 'settled';
    const status = statusAt(certificate, services.clock.now());
    if (status !== 'active') return finishOvertaken(services, job, certificate);
    if (isAskedFor) return 'waiting';
  }
  const workspace = await readWorkspace(services.database, workspaceId);
  const to = job.template === 'gift' ? certificate.recipient : certificate.purchaser;
  if (to.email === null) throw new JobRefused('the recipient has no e-mail address');
  const earlier = await beginDelivery(services.database, {
    workspaceId,
    id: deliveryId,
    certificateId,
    template: job.template,
    recipientEmail: to.email,
    createdAt: services.clock.now(),
  });
  const sent =
    (await leftEarlier(services, job, earlier)) ??
    (await deliver(services, job, workspace, certificate, to.email, earlier));
  if (sent === 'changed') return sent;
  if (carriesDocument(job.template, certificate)) await logSent(services, job, sent);
  return 'settled';
}

// Staff sent it before its day. But if this mail may have left too, the log has to say so.
async function cameAhead(
  services: Services,
  { workspaceId, deliveryId }: MailJob,
  { recipient: { email: to }, code: { last4: codeLast4 } }: StoredCertificate,
  log: readonly LoggedActivity[],
): Promise<boolean> {
  if (to === null || !wentOutAhead(log, deliveryId, { to, codeLast4 })) return false;
  return (await findDelivery(services.database, workspaceId, deliveryId)).left === 'none';
}

/** Where a mail went and, where it is known, which code it carried. */
type Sent = { readonly to: string; readonly codeLast4?: string };

// An attempt that never heard back: the provider knows whether the mail left. What it carried, and where to, is not what the
// certificate says by now.
async function leftEarlier(
  services: Services,
  { workspaceId, deliveryId }: MailJob,
  { left, to }: Earlier,
): Promise<Sent | null> {
  if (left === 'none' || to === null) return null;
  if (left === 'sent') return { to };
  const known = await services.mailer.find(deliveryId);
  if (!known) return null;
  await markDeliverySent(services.database, workspaceId, deliveryId, known.messageId, services.clock.now());
  return { to };
}

// Used or voided before its mail went out: nothing is sent any more, and the log says why. But the mail may have left in an
// attempt that never heard back, and then the log has to say so.
async function finishOvertaken(
  services: Services,
  job: MailJob,
  certificate: StoredCertificate,
): Promise<MailOutcome> {
  const { workspaceId, deliveryId, template } = job;
  const to = certificate.recipient.email;
  if (to === null) return 'settled';
  const earlier = await findDelivery(services.database, workspaceId, deliveryId);
  const sent = await leftEarlier(services, job, earlier);
  if (sent) {
    await logSent(services, job, sent);
    return 'settled';
  }
  // The note comes last, since whoever finds it takes all of this for done.
  await markDeliveryFailed(services.database, workspaceId, deliveryId, OVERTAKEN);
  const note = noteOvertaken(certificate, { deliveryId, template, to }, services.clock.now());
  return (await recordDecision(services.database, note)) === 'recorded' ? 'settled' : 'changed';
}

async function deliver(
  services: Services,
  job: MailJob,
  workspace: Workspace,
  certificate: StoredCertificate,
  email: string,
  earlier: Earlier,
): Promise<Sent | 'changed'> {
  const { deliveryId, workspaceId } = job;
  // The address may have been corrected since an attempt that never left.
  if (earlier.left !== 'none') await redirectDelivery(services.database, workspaceId, deliveryId, email);
  const message = await composeMail(services, job, workspace, certificate, email);
  if (await hasChanged(services, certificate)) return 'changed';
  try {
    const sent = await services.mailer.send(message);
    await markDeliverySent(services.database, workspaceId, deliveryId, sent.messageId, services.clock.now());
    return { to: email, codeLast4: certificate.code.last4 };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error;
    await markDeliveryFailed(services.database, workspaceId, deliveryId, error.message);
    await logFailed(services, job, email);
    throw new JobRefused(error.message);
  }
}

// Making a mail can take seconds, in which its code may die and its address be corrected. What changes in the moment between
// this look and the provider's answer goes out all the same: a mail cannot be taken back, and no lock reaches that far.
async function hasChanged(
  services: Services,
  { workspaceId, id, version }: StoredCertificate,
): Promise<boolean> {
  const { certificate } = await readState(services.database, workspaceId, { certificateId: id });
  return certificate?.version !== version;
}

// The mail may have left just before a crash: the fact is logged once, on whichever attempt gets here first.
async function logSent(services: Services, job: MailJob, sent: Sent): Promise<void> {
  const { workspaceId, certificateId, deliveryId } = job;
  const log = await readActivities(services.database, workspaceId, certificateId);
  if (log.some(({ type, details }) => type === 'sent' && details.deliveryId === deliveryId)) return;
  await record(services, job, 'sent', sent);
}

async function logFailed(services: Services, job: MailJob, to: string): Promise<void> {
  await record(services, job, 'send_failed', { to });
}

async function record(
  services: Services,
  job: MailJob,
  type: 'sent' | 'send_failed',
  mail: Sent,
): Promise<void> {
  const { workspaceId, certificateId, deliveryId, template, askedBy } = job;
  const activity = {
    certificateId,
    type,
    at: services.clock.now(),
    actor: askedBy ?? SYSTEM,
    details: { deliveryId, template, ...mail },
  };
  await recordDecision(services.database, decision(workspaceId, { activities: [activity] }));
}
