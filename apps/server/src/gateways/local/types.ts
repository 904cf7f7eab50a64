import type { Hono } from 'hono';

/** A line of the log: never a code, a card number, a key or the text of a mail. */
export type LocalLog = (message: string, facts: Readonly<Record<string, string | number>>) => void;

type OutboxAttachment = {
  name: string;
  contentType: string;
  bytes: number;
  /** Of a picture that the HTML shows as `cid:` and this. */
  contentId: string | null;
};

export type OutboxMail = {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  to: string;
  from: string;
  subject: string;
  attachments: OutboxAttachment[];
};

export type OutboxMailContent = OutboxMail & { html: string; text: string };

/** The mails that went to the local Postmark, for the admin console. */
export interface Outbox {
  /** Newest first. */
  list(options: { limit: number }): OutboxMail[];
  get(id: string): Promise<OutboxMailContent | null>;
  attachment(
    id: string,
    index: number,
  ): Promise<{ name: string; contentType: string; content: Buffer } | null>;
}

export type LocalGatewaysOptions = {
  /** Kept between starts; made with mode 0700, its files with 0600, because mails hold codes. */
  directory: string;
  /** Where people reach this product: the payment page is `{publicUrl}/test-payments/{session}`. */
  publicUrl: string;
  log: LocalLog;
  /** The product's clock, when it is not the machine's. */
  clock?: () => Date;
};

export type LocalGateways = {
  stripe: { apiBase: string; secretKey: string; webhookSecret: string };
  postmark: { apiBase: string; serverToken: string };
  /** To be mounted at `/test-payments`. */
  paymentPages: Hono;
  outbox: Outbox;
  /** Names where the events of a workspace go, and sends those that waited for it. */
  connectWebhook(target: (workspaceId: string) => string): void;
  close(): Promise<void>;
};
