import {
  type Actor,
  decision,
  isFree,
  localDate,
  type MailTemplate,
  noteOvertaken,
  OVERTAKEN,
  type StoredCertificate,
  SYSTEM,
  statusAt,
  type Workspace,
  wasOvertaken,
  wentOutAhead,
} from '@boon/core';
import { brandPalette } from '@boon/core/brand';
import {
  beginDelivery,
  findDelivery,
  type LoggedActivity,
  markDeliveryFailed,
  markDeliverySent,
  readActivities,
  readState,
  readWorkspace,
  recordDecision,
  redirectDelivery,
} from '@boon/db';
import { renderDocument, validThroughOf } from '../certificates/document-of.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import type { MailAttachment } from '../gateways/mailer.ts';
import { mailbox } from '../gateways/mailer.ts';
import { ROSETTE_CONTENT_ID, ROSETTE_PIXELS } from '../mails/gift.ts';
import { type Mail, type RenderedMail, renderMail } from '../mails/render-mail.ts';
import type { Services } from '../services.ts';
import { JobRefused } from './job-refused.ts';

export type MailJob = {
  /** The outbox row's id: travels with the mail, so that a repeat after a crash finds out whether it left. */
  readonly deliveryId: string;
  readonly workspaceId: string;
  readonly certificateId: string;
  readonly template: MailTemplate;
  /** Null for the mails that every certificate has. */
  readonly askedBy: Actor | null;
};

/** `changed`: the certificate did while its mail was made, so nothing was sent and all of it has to be done anew. */
export type MailOutcome = 'settled' | 'changed';

/**
 * Sends one mail of a certificate. The attempt is written down first; after a crash or a time-out the provider is asked
 * before anything is sent again. @throws JobRefused when trying again is pointless, GatewayError when it is not
 */
export async function sendMail(services: Services, job: MailJob): Promise<MailOutcome> {
  const { workspaceId, certificateId, deliveryId } = job;
  const { certificate } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw new JobRefused('the certificate does not exist');
  if (job.template === 'gift') {
    const log = await readActivities(services.database, workspaceId, certificateId);
    if (wasOvertaken(log, deliveryId)) return 'settled';
    if (job.askedBy === null && (await cameAhead(services, job, certificate, log))) return 'settled';
    const status = statusAt(certificate, services.clock.now());
    if (status !== 'active') return finishOvertaken(services, job, certificate);
  }
  const workspace = await readWorkspace(services.database, workspaceId);
  const to = job.template === 'gift' ? certificate.recipient : certificate.purchaser;
  if (to.email === null) throw new JobRefused('the recipient has no e-mail address');
  const begun = await beginDelivery(services.database, {
    workspaceId,
    id: deliveryId,
    certificateId,
    template: job.template,
    recipientEmail: to.email,
    createdAt: services.clock.now(),
  });
  if (begun !== 'sent') {
    const outcome = await deliver(services, job, workspace, certificate, to.email, begun === 'unknown');
    if (outcome === 'changed') return outcome;
  }
  if (carriesDocument(job.template, certificate)) await logSent(services, job, to.email);
  return 'settled';
}

// Staff sent it before its day. But if this mail may have left too, the log has to say so.
async function cameAhead(
  services: Services,
  { workspaceId, deliveryId }: MailJob,
  { recipient }: StoredCertificate,
  log: readonly LoggedActivity[],
): Promise<boolean> {
  if (recipient.email === null || !wentOutAhead(log, deliveryId, recipient.email)) return false;
  return (await findDelivery(services.database, workspaceId, deliveryId)) === 'none';
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
  const begun = await findDelivery(services.database, workspaceId, deliveryId);
  const known = begun === 'unknown' ? await services.mailer.find(deliveryId) : null;
  if (known)
    await markDeliverySent(services.database, workspaceId, deliveryId, known.messageId, services.clock.now());
  if (known || begun === 'sent') {
    await logSent(services, job, to);
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
  mayHaveLeft: boolean,
): Promise<MailOutcome> {
  const { deliveryId, workspaceId } = job;
  const known = mayHaveLeft ? await services.mailer.find(deliveryId) : null;
  if (known) {
    await markDeliverySent(services.database, workspaceId, deliveryId, known.messageId, services.clock.now());
    return 'settled';
  }
  // The address may have been corrected since an attempt that never left.
  if (mayHaveLeft) await redirectDelivery(services.database, workspaceId, deliveryId, email);
  const rendered = renderMail(await mailOf(services, job, workspace, certificate));
  const attachments = await attachmentsOf(services, job, workspace, certificate);
  if (await hasChanged(services, certificate)) return 'changed';
  try {
    const message = messageOf(services, job, workspace, email, rendered, attachments);
    const sent = await services.mailer.send(message);
    await markDeliverySent(services.database, workspaceId, deliveryId, sent.messageId, services.clock.now());
    return 'settled';
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

function messageOf(
  services: Services,
  job: MailJob,
  workspace: Workspace,
  to: string,
  { subject, html, text }: RenderedMail,
  attachments: readonly MailAttachment[],
) {
  return {
    deliveryId: job.deliveryId,
    from: mailbox(workspace.name, services.mailFrom),
    to,
    replyTo: workspace.publicEmail,
    subject,
    html,
    text,
    attachments,
    tag: job.template,
  };
}

async function mailOf(
  services: Services,
  job: MailJob,
  workspace: Workspace,
  certificate: StoredCertificate,
): Promise<Mail> {
  const { workspaceId, certificateId } = job;
  const code = services.codes.open(certificate.code, workspaceId, certificateId).reveal();
  const common = {
    number: certificate.number,
    ...certificate.amount,
    language: workspace.language,
    businessName: workspace.name,
    brandColour: workspace.brandColour,
    publicEmail: workspace.publicEmail,
    recipientName: certificate.recipient.name,
    purchaserName: certificate.purchaser.name,
    message: certificate.message,
    validThrough: validThroughOf(certificate),
  };
  if (job.template === 'gift') {
    const { token } = await services.tokens.sign('certificate', { workspaceId, certificateId });
    return {
      ...common,
      template: 'gift',
      code,
      certificateUrl: `${services.publicUrl}/p/${workspace.slug}/certificate?token=${token}`,
    };
  }
  const { email: recipientEmail } = certificate.recipient;
  return {
    ...common,
    template: 'receipt',
    paid: paidOf(certificate, workspace),
    delivery:
      isPrinted(certificate) || recipientEmail === null
        ? { kind: 'print', code }
        : { kind: 'email', recipientEmail, deliverOn: certificate.deliverOn },
  };
}

// Money came in with the activation, however much later this mail is sent once more.
function paidOf({ kind, state, payment, createdAt }: StoredCertificate, { timeZone }: Workspace) {
  if (isFree(kind)) return null;
  const paidAt = ('activatedAt' in state && state.activatedAt) || createdAt;
  return { on: localDate(paidAt, timeZone), by: payment?.method ?? null };
}

function isPrinted(certificate: StoredCertificate): boolean {
  return certificate.delivery === 'print' || certificate.recipient.email === null;
}

async function attachmentsOf(
  services: Services,
  { template }: MailJob,
  workspace: Workspace,
  certificate: StoredCertificate,
): Promise<MailAttachment[]> {
  const document = carriesDocument(template, certificate) && {
    name: `${certificate.number}.pdf`,
    contentType: 'application/pdf',
    content: Buffer.from(await renderDocument(services, workspace, certificate)),
  };
  const rosette = template === 'gift' && {
    name: 'rosette.png',
    contentType: 'image/png',
    content: Buffer.from(await services.documents.renderRosette(rosetteOf(workspace, certificate))),
    contentId: ROSETTE_CONTENT_ID,
  };
  return [document, rosette].filter((attachment) => attachment !== false);
}

function rosetteOf({ brandColour }: Workspace, { id }: StoredCertificate) {
  return { seed: id, colour: brandPalette(brandColour).light.brand, size: ROSETTE_PIXELS };
}

function carriesDocument(template: MailTemplate, certificate: StoredCertificate): boolean {
  return template === 'gift' || isPrinted(certificate);
}

// The mail may have left just before a crash: the fact is logged once, on whichever attempt gets here first.
async function logSent(services: Services, job: MailJob, to: string): Promise<void> {
  const { workspaceId, certificateId, deliveryId } = job;
  const log = await readActivities(services.database, workspaceId, certificateId);
  if (log.some(({ type, details }) => type === 'sent' && details.deliveryId === deliveryId)) return;
  await record(services, job, 'sent', to);
}

async function logFailed(services: Services, job: MailJob, to: string): Promise<void> {
  await record(services, job, 'send_failed', to);
}

async function record(
  services: Services,
  job: MailJob,
  type: 'sent' | 'send_failed',
  to: string,
): Promise<void> {
  const { workspaceId, certificateId, deliveryId, template, askedBy } = job;
  const activity = {
    certificateId,
    type,
    at: services.clock.now(),
    actor: askedBy ?? SYSTEM,
    details: { deliveryId, template, to },
  };
  await recordDecision(services.database, decision(workspaceId, { activities: [activity] }));
}
