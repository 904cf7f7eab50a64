import type { PaymentMethod } from '@boon/core';

/** What both mails tell of one certificate. Money in minor units, dates as local dates `YYYY-MM-DD`. */
type CertificateMail = {
  readonly number: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** BCP 47; how amounts and dates are written. */
  readonly language: string;
  readonly businessName: string;
  /** `#RRGGBB` */
  readonly brandColour: string;
  /** Where a reader can ask; shown as text. */
  readonly publicEmail: string;
  readonly recipientName: string;
  readonly purchaserName: string;
  readonly message: string;
  readonly validThrough: string | null;
};

/** How a bought certificate reaches its recipient. A mail without a date goes out at once. */
type ReceiptDelivery =
  | { readonly kind: 'email'; readonly recipientEmail: string; readonly deliverOn: string | null }
  | { readonly kind: 'print'; readonly code: string };

/** To the purchaser, once paid. With `print` it carries the code, and the PDF is attached. */
export type ReceiptMail = CertificateMail & {
  readonly template: 'receipt';
  /** Null for one that the business gave away. `by` is null where nobody wrote down how. */
  readonly paid: { readonly on: string; readonly by: PaymentMethod | null } | null;
  readonly delivery: ReceiptDelivery;
};

/** To the recipient, with the PDF attached. */
export type GiftMail = CertificateMail & {
  readonly template: 'gift';
  /** 12 canonical characters, ungrouped. */
  readonly code: string;
  /** The recipient's own page, signed. */
  readonly certificateUrl: string;
};

/** To somebody who proves an address to a closed segment. */
export type SegmentCodeMail = Pick<CertificateMail, 'businessName' | 'brandColour' | 'publicEmail'> & {
  readonly template: 'segment_code';
  /** Six digits. */
  readonly code: string;
};

export type Mail = ReceiptMail | GiftMail | SegmentCodeMail;

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };
