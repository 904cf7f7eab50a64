import {
  type Actor,
  isFree,
  localDate,
  type MailTemplate,
  type StoredCertificate,
  type Workspace,
} from '@boon/core';
import { brandPalette } from '@boon/core/brand';
import { factsToTell, renderDocument } from '../certificates/document-of.ts';
import { type MailAttachment, type Mail as MailToSend, mailbox } from '../gateways/mailer.ts';
import { ROSETTE_CONTENT_ID, ROSETTE_PIXELS } from '../mails/gift.ts';
import { type Mail, renderMail } from '../mails/render-mail.ts';
import type { Services } from '../services.ts';

export type MailJob = {
  /** The outbox row's id: travels with the mail, so that a repeat after a crash finds out whether it left. */
  readonly deliveryId: string;
  readonly workspaceId: string;
  readonly certificateId: string;
  readonly template: MailTemplate;
  /** Null for the mails that every certificate has. */
  readonly askedBy: Actor | null;
};

/** The mail as the provider takes it, made from the certificate as it is read; rendering takes up to seconds. */
export async function composeMail(
  services: Services,
  job: MailJob,
  workspace: Workspace,
  certificate: StoredCertificate,
  to: string,
): Promise<MailToSend> {
  const { subject, html, text } = renderMail(await mailOf(services, job, workspace, certificate));
  return {
    deliveryId: job.deliveryId,
    from: mailbox(workspace.name, services.mailFrom),
    to,
    replyTo: workspace.publicEmail,
    subject,
    html,
    text,
    attachments: await attachmentsOf(services, job, workspace, certificate),
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
  const common = factsToTell(workspace, certificate);
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

/** Whether the PDF, and with it the code, is in this mail. */
export function carriesDocument(template: MailTemplate, certificate: StoredCertificate): boolean {
  return template === 'gift' || isPrinted(certificate);
}
