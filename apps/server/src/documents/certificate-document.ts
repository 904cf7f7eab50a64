/** Everything one printed certificate says. Money in minor units, dates as local dates `YYYY-MM-DD`. */
export type CertificateDocument = {
  /** The public id: draws the rosette. */
  readonly id: string;
  readonly number: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** BCP 47; how amounts and dates are written. */
  readonly language: string;
  readonly businessName: string;
  /** `#RRGGBB` */
  readonly brandColour: string;
  readonly publicEmail: string;
  readonly recipientName: string;
  readonly purchaserName: string;
  readonly message: string;
  /** 12 canonical characters, ungrouped. */
  readonly code: string;
  readonly validThrough: string | null;
  readonly issuedOn: string;
  readonly terms: string;
  readonly bookingUrl?: string;
  /** What the QR code opens: `{PUBLIC_URL}/p/{workspace}/check#CODE`. */
  readonly checkUrl: string;
  readonly pageSize: 'A4' | 'LETTER';
  readonly logo?: null;
};

const LENGTHS_MAX = {
  businessName: 120,
  publicEmail: 254,
  recipientName: 200,
  purchaserName: 200,
  message: 2_000,
  terms: 10_000,
} as const satisfies Partial<Record<keyof CertificateDocument, number>>;

const CHECK_URL_LENGTH_MAX = 300;

/**
 * Bounds the work of one page. Text beyond any limit of ours is cut, since a certificate that was paid for must
 * print; what would print a wrong or useless certificate is refused with a RangeError that names the field only.
 */
export function boundDocument(document: CertificateDocument): CertificateDocument {
  if (!Number.isSafeInteger(document.amountMinor) || document.amountMinor <= 0) {
    throw new RangeError('amountMinor of a document must be a positive integer');
  }
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(document.code)) {
    throw new RangeError('code of a document must be 12 canonical characters');
  }
  if (document.checkUrl.length > CHECK_URL_LENGTH_MAX || !URL.canParse(document.checkUrl)) {
    throw new RangeError(
      `checkUrl of a document must be a URL of at most ${CHECK_URL_LENGTH_MAX} characters`,
    );
  }
  return {
    ...document,
    businessName: document.businessName.slice(0, LENGTHS_MAX.businessName),
    publicEmail: document.publicEmail.slice(0, LENGTHS_MAX.publicEmail),
    recipientName: document.recipientName.slice(0, LENGTHS_MAX.recipientName),
    purchaserName: document.purchaserName.slice(0, LENGTHS_MAX.purchaserName),
    message: document.message.slice(0, LENGTHS_MAX.message),
    terms: document.terms.slice(0, LENGTHS_MAX.terms),
  };
}
