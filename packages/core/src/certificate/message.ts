import type { Actor } from './activity.ts';

/** The mails of a certificate: `receipt` goes to the purchaser, `gift` to the recipient. */
export type MailTemplate = 'receipt' | 'gift';

/**
 * What the outside world, or a later hour, is told. Rows of the outbox, born in the statement of the fact. Ids only:
 * a message never carries a code or an address that could change before it is sent.
 */
export type Message =
  | {
      readonly kind: 'mail';
      readonly certificateId: string;
      readonly template: MailTemplate;
      readonly runAt: Date;
      /** Who wants it sent, however often it went out before; absent for the mails every certificate has. */
      readonly askedBy?: Actor;
      /** Names the wish to send: the same name again is the same mail. */
      readonly dedupeKey?: string;
    }
  /** Ask the payment provider how a payment ended; voids the certificate of an abandoned one. */
  | {
      readonly kind: 'payment_check';
      readonly certificateId: string;
      readonly paymentId: string;
      readonly runAt: Date;
    }
  /** Give the money of a voided certificate back. */
  | {
      readonly kind: 'refund';
      readonly certificateId: string;
      readonly paymentId: string;
      readonly runAt: Date;
    }
  /** Mail the one-time code that proves an address to a closed segment; the code is made when it is sent. */
  | {
      readonly kind: 'segment_code';
      readonly segmentId: string;
      readonly challengeId: string;
      readonly runAt: Date;
    }
  /** Process a stored event of the payment provider. */
  | { readonly kind: 'payment_event'; readonly eventId: string; readonly runAt: Date }
  /** Book the expiry of certificates past their day. */
  | { readonly kind: 'expire_due'; readonly runAt: Date };

/** A mail of a certificate, as it waits in the outbox. */
export type MailMessage = Extract<Message, { kind: 'mail' }>;

export type MessageKind = Message['kind'];
