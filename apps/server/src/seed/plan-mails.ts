import { isFree, type MailTemplate } from '@boon/core';
import { demoId } from './demo-ids.ts';
import type { PlannedCertificate } from './plan-certificate.ts';

export type PlannedMail = {
  readonly id: string;
  readonly certificateId: string;
  readonly template: MailTemplate;
  readonly recipientEmail: string;
  readonly createdAt: Date;
};

/** The mails that went out about a certificate: a receipt when it was paid, and the gift. */
export function mailsOf(planned: PlannedCertificate): PlannedMail[] {
  const document = documentMailOf(planned);
  const receipt = receiptOf(planned);
  return [receipt, document].filter((mail) => mail !== null);
}

/** The one with the document: the gift, or the receipt of one that is printed. Null for what never became active. */
export function documentMailOf({ id, gift, sentAt }: PlannedCertificate): PlannedMail | null {
  if (sentAt === null) return null;
  const isMailed = gift.delivery === 'email' && gift.recipient.email !== null;
  return {
    id: demoId(sentAt, `document mail of ${id}`),
    certificateId: id,
    template: isMailed ? 'gift' : 'receipt',
    recipientEmail: (isMailed ? gift.recipient.email : null) ?? gift.purchaser.email,
    createdAt: sentAt,
  };
}

function receiptOf(planned: PlannedCertificate): PlannedMail | null {
  const { id, kind, gift, paidAt } = planned;
  if (paidAt === null || isFree(kind) || documentMailOf(planned)?.template === 'receipt') return null;
  return {
    id: demoId(paidAt, `receipt of ${id}`),
    certificateId: id,
    template: 'receipt',
    recipientEmail: gift.purchaser.email,
    createdAt: paidAt,
  };
}
