import { Models } from 'postmark';
import { z } from 'zod';
import type { MailRecord, NewMail } from './outbox.ts';

const RECIPIENTS_MAX = 50;
const FORBIDDEN_NAME =
  /\.(?:vbs|exe|bin|bat|chm|com|cpl|crt|hlp|hta|inf|ins|isp|jse?|lnk|mdb|msi|pcd|pif|reg|scr|sct|shs|vb|vbe|wsf)$/i;

/** An answer in the shape of https://postmarkapp.com/developer/api/overview#error-codes */
export class PostmarkProblem extends Error {
  readonly httpStatus: 401 | 404 | 413 | 422 | 500;
  readonly errorCode: number;

  constructor(httpStatus: 401 | 404 | 413 | 422 | 500, errorCode: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
    this.errorCode = errorCode;
  }

  toAnswer(): Models.DefaultResponse {
    return { ErrorCode: this.errorCode, Message: this.message };
  }
}

const messageShape = z.object({
  From: z.string().max(500),
  To: z.string().max(5_000),
  ReplyTo: z.string().max(500).optional(),
  Subject: z.string().max(2_000).default(''),
  HtmlBody: z.string().optional(),
  TextBody: z.string().optional(),
  Tag: z.string().max(1_000).optional(),
  TrackOpens: z.boolean().optional(),
  TrackLinks: z.enum(['None', 'HtmlAndText', 'HtmlOnly', 'TextOnly']).optional(),
  MessageStream: z.string().default('outbound'),
  Metadata: z.record(z.string().max(20), z.string().max(80)).default({}),
  Attachments: z
    .array(
      z.object({
        Name: z.string().max(255),
        ContentType: z.string().max(255),
        Content: z.base64(),
        ContentID: z.templateLiteral(['cid:', z.string().min(1).max(250)]).nullish(),
      }),
    )
    .default([]),
});

/** @throws PostmarkProblem as Postmark would answer */
export function readMessage(body: unknown, at: Date): NewMail {
  const parsed = messageShape.safeParse(body);
  if (!parsed.success) {
    throw new PostmarkProblem(
      422,
      403,
      `Invalid JSON field: ${parsed.error.issues[0]?.path.join('.') ?? ''}`,
    );
  }
  const message = parsed.data;
  checkAddresses('From', message.From, 1);
  checkAddresses('To', message.To, RECIPIENTS_MAX);
  if (!message.HtmlBody && !message.TextBody) {
    throw new PostmarkProblem(422, 300, 'Provide either email TextBody or HtmlBody or both.');
  }
  if (message.Attachments.some(({ Name }) => FORBIDDEN_NAME.test(Name))) {
    throw new PostmarkProblem(422, 300, 'Attachment file types are not allowed.');
  }
  return {
    at: at.toISOString(),
    from: message.From,
    to: message.To,
    subject: message.Subject,
    replyTo: message.ReplyTo ?? null,
    tag: message.Tag ?? null,
    messageStream: message.MessageStream,
    metadata: message.Metadata,
    html: message.HtmlBody ?? '',
    text: message.TextBody ?? '',
    attachments: message.Attachments.map(({ Name, ContentType, Content, ContentID }) => ({
      name: Name,
      contentType: ContentType,
      content: Buffer.from(Content, 'base64'),
      contentId: ContentID?.slice('cid:'.length) ?? null,
    })),
  };
}

export function toSendingResponse({ id, to, at }: MailRecord): Models.MessageSendingResponse {
  return { To: to, SubmittedAt: at, MessageID: id, ErrorCode: 0, Message: 'OK' };
}

export function toOutboundMessage(mail: MailRecord): Models.OutboundMessage {
  const recipients = splitMailboxes(mail.to).map(toRecipient);
  return {
    MessageID: mail.id,
    ...(mail.tag === null ? {} : { Tag: mail.tag }),
    To: recipients,
    Cc: [],
    Bcc: [],
    Recipients: recipients.map(({ Email }) => Email),
    ReceivedAt: mail.at,
    From: mail.from,
    Subject: mail.subject,
    Attachments: mail.attachments.map(({ name }) => name),
    Status: Models.OutboundMessageStatus.Sent,
    TrackOpens: false,
    TrackLinks: Models.LinkTrackingOptions.None,
    Metadata: mail.metadata,
    MessageStream: mail.messageStream,
    Sandboxed: true,
  };
}

function checkAddresses(field: 'From' | 'To', value: string, countMax: number): void {
  const mailboxes = splitMailboxes(value);
  const broken = mailboxes.find(
    (mailbox) => !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(toRecipient(mailbox).Email),
  );
  if (mailboxes.length === 0 || mailboxes.length > countMax || broken !== undefined) {
    throw new PostmarkProblem(422, 300, `Error parsing '${field}': Illegal email address.`);
  }
}

/** Commas part mailboxes, except inside the quotes of a name. */
function splitMailboxes(value: string): string[] {
  return (value.match(/(?:"[^"]*"|[^,"])+/g) ?? [])
    .map((mailbox) => mailbox.trim())
    .filter((mailbox) => mailbox !== '');
}

function toRecipient(mailbox: string): Models.Recipient {
  const [, name = '', email = mailbox] = /^(.*?)<([^<>]*)>$/.exec(mailbox) ?? [];
  return { Name: name.replaceAll('"', '').trim(), Email: email.trim() };
}
