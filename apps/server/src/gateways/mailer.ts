import { Models, ServerClient } from 'postmark';
import { GatewayError } from './gateway-error.ts';
import { NEVER_CONNECTED, toMailerError } from './postmark-error.ts';

const TIMEOUT_SECONDS = 20;
const SUBJECT_CHARACTERS_MAX = 2_000;
const TAG_CHARACTERS_MAX = 1_000;
/** Postmark's limit of a whole message, attachments counted after base64. */
const MESSAGE_BYTES_MAX = 10 * 1024 * 1024;

export type MailAttachment = {
  name: string;
  contentType: string;
  content: Buffer;
  /** Of a picture that the HTML shows as `cid:` and this. */
  contentId?: string;
};

export type Mail = {
  /** Our id of this delivery: travels as metadata, so that `find` can tell whether it left. */
  deliveryId: string;
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  attachments: readonly MailAttachment[];
  tag: string;
  messageStream?: string;
};

export type SentMail = { messageId: string; submittedAt: Date };

/** Both reject with `GatewayError`. Postmark has no idempotency: after `unknown`, `find` before sending again. */
export interface Mailer {
  send(mail: Mail): Promise<SentMail>;
  /** What Postmark holds under this delivery id; its index may lag behind `send` by some seconds. */
  find(deliveryId: string, options?: { messageStream?: string }): Promise<SentMail | null>;
}

export type MailerConfiguration = { serverToken: string; apiBase?: string };

export function createMailer({ serverToken, apiBase }: MailerConfiguration): Mailer {
  const client = new ServerClient(serverToken, {
    timeout: TIMEOUT_SECONDS,
    fetch: fetchWithoutRedirects,
    ...(apiBase === undefined ? {} : serverOptions(apiBase)),
  });

  return {
    async send(mail) {
      refuseUnsendable(mail);
      const answer = await client.sendEmail(toMessage(mail)).catch((error: unknown) => {
        throw toMailerError('send', error);
      });
      return readSent('send', answer.MessageID, answer.SubmittedAt);
    },

    async find(deliveryId, options) {
      const filter = new Models.OutboundMessagesFilteringParameters(1, 0);
      filter.metadata_delivery_id = deliveryId;
      if (options?.messageStream !== undefined) filter.messageStream = options.messageStream;
      const answer = await client.getOutboundMessages(filter).catch((error: unknown) => {
        throw toMailerError('find', error);
      });
      if (!Array.isArray(answer.Messages)) throw unreadable('find');
      // The filter is checked again here: an answer about another message would lose this one.
      const message = answer.Messages.find((candidate) => candidate.Metadata?.delivery_id === deliveryId);
      return message === undefined ? null : readSent('find', message.MessageID, message.ReceivedAt);
    },
  };
}

/** `"Aurora Journeys" <hello@aurora.example>`, with a name that cannot end the quotes or the header. */
export function mailbox(name: string, email: string): string {
  const quotable = Array.from(name, (character) => (isControl(character) ? ' ' : character))
    .join('')
    .replace(/["\\<>]/g, '')
    .trim();
  return quotable === '' ? email : `"${quotable}" <${email}>`;
}

function toMessage(mail: Mail): Models.Message {
  return {
    From: mail.from,
    To: mail.to,
    ...(mail.replyTo === undefined ? {} : { ReplyTo: mail.replyTo }),
    Subject: mail.subject,
    HtmlBody: mail.html,
    TextBody: mail.text,
    Tag: mail.tag,
    Metadata: { delivery_id: mail.deliveryId },
    TrackOpens: false,
    TrackLinks: Models.LinkTrackingOptions.None,
    ...(mail.messageStream === undefined ? {} : { MessageStream: mail.messageStream }),
    Attachments: mail.attachments.map(({ name, contentType, content, contentId }) => ({
      Name: name,
      ContentType: contentType,
      Content: content.toString('base64'),
      ContentID: contentId === undefined ? null : `cid:${contentId}`,
    })),
  };
}

function refuseUnsendable(mail: Mail): void {
  const headers = [mail.from, mail.to, mail.replyTo ?? '', mail.subject, mail.tag, mail.deliveryId];
  const names = mail.attachments.flatMap(({ name, contentType, contentId = '' }) => [
    name,
    contentType,
    contentId,
  ]);
  if ([...headers, ...names].some((value) => Array.from(value).some(isControl)))
    throw refused('header_injection');
  if (mail.subject.length > SUBJECT_CHARACTERS_MAX) throw refused('subject_too_long');
  if (mail.tag.length > TAG_CHARACTERS_MAX) throw refused('tag_too_long');
  const attached = mail.attachments.reduce(
    (bytes, { content }) => bytes + Math.ceil(content.byteLength / 3) * 4,
    0,
  );
  if (Buffer.byteLength(mail.html) + Buffer.byteLength(mail.text) + attached > MESSAGE_BYTES_MAX) {
    throw refused('message_too_large');
  }
}

function isControl(character: string): boolean {
  return /\p{Cc}|\u2028|\u2029/u.test(character);
}

function readSent(operation: string, messageId: unknown, submittedAt: unknown): SentMail {
  if (typeof messageId !== 'string' || typeof submittedAt !== 'string') throw unreadable(operation);
  const at = new Date(submittedAt);
  if (messageId === '' || Number.isNaN(at.getTime())) throw unreadable(operation);
  return { messageId, submittedAt: at };
}

function refused(code: string): GatewayError {
  return new GatewayError({ gateway: 'postmark', operation: 'send', kind: 'refused', code });
}

function unreadable(operation: string): GatewayError {
  return new GatewayError({ gateway: 'postmark', operation, kind: 'unknown', code: 'unreadable_answer' });
}

function serverOptions(apiBase: string): { requestHost: string; useHttps: boolean } {
  const { host, protocol } = new URL(apiBase);
  return { requestHost: host, useHttps: protocol === 'https:' };
}

const NEVER_SENT_CODES = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The SDK keeps only the message of a failed fetch, so that is where "it never left this machine" is written. */
async function fetchWithoutRedirects(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, { ...init, redirect: 'error' });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
    const code = cause !== null && 'code' in cause ? String(cause.code) : '';
    throw new Error(NEVER_SENT_CODES.includes(code) ? NEVER_CONNECTED : 'connection lost');
  }
}
