import type { components, operations } from './api.generated.ts';
import type { Fetch } from './send.ts';

type Schemas = components['schemas'];
export type Order = Schemas['Order'];
export type NewOrder = Schemas['NewOrder'];
export type OrderChange = Schemas['OrderChange'];
export type Redemption = Schemas['Redemption'];
export type CodeInput = Schemas['CodeInput'];
export type CheckoutToken = Schemas['CheckoutToken'];
export type CodeCheckInput = Schemas['CodeCheckInput'];
export type CodeCheck = Schemas['CodeCheck'];
export type Certificate = Schemas['Certificate'];
export type CertificateWithCode = Schemas['CertificateWithCode'];
export type NewCertificate = Schemas['NewCertificate'];
export type VoidInput = Schemas['VoidInput'];
export type ReactivateInput = Schemas['ReactivateInput'];
export type ExtendInput = Schemas['ExtendInput'];
export type ReissueInput = Schemas['ReissueInput'];
export type CertificatePage = Schemas['CertificatePage'];
export type CertificateQuery = NonNullable<operations['listCertificates']['parameters']['query']>;

export type BoonClientOptions = {
  /** Where Boon is reached, such as `https://boon.example`. */
  readonly baseUrl: string;
  /** Keep it on your server. */
  readonly apiKey: string;
  readonly fetch?: Fetch;
  /** For one attempt; 10 seconds without. */
  readonly timeoutMs?: number;
  /** How often a call that got no answer is sent at most; 3 without. */
  readonly attemptsMax?: number;
};

export type CallOptions = { readonly signal?: AbortSignal };
export type PostOptions = CallOptions & {
  /** 1 to 255 printable ASCII characters without spaces. Without, one is made for this call and kept through its repeats. */
  readonly idempotencyKey?: string;
};

/**
 * Boon's REST API: one method per call, under the name the reference gives it. Money is an integer in the currency's
 * minor unit. Every method throws a `BoonProblem` when the call was refused or not answered.
 */
export type BoonClient = {
  createOrder(order: NewOrder, options?: PostOptions): Promise<Order>;
  /** Do this before you charge the card for what is `due`. */
  readOrder(orderId: string, options?: CallOptions): Promise<Order>;
  /** A new total, never under what is applied. */
  changeOrder(orderId: string, change: OrderChange, options?: CallOptions): Promise<Order>;
  createCheckoutToken(orderId: string, options?: PostOptions): Promise<CheckoutToken>;
  completeOrder(orderId: string, options?: PostOptions): Promise<Order>;
  /** Every certificate of the order can be used again. */
  cancelOrder(orderId: string, options?: PostOptions): Promise<Order>;

  redeemCertificate(orderId: string, input: CodeInput, options?: PostOptions): Promise<Order>;
  /** Takes a certificate off an open order again. */
  reverseRedemption(orderId: string, redemptionId: string, options?: CallOptions): Promise<Order>;
  /** What redeeming would say; it changes nothing. */
  checkCode(input: CodeCheckInput, options?: PostOptions): Promise<CodeCheck>;

  /** The answer holds the full code. */
  createCertificate(certificate: NewCertificate, options?: PostOptions): Promise<CertificateWithCode>;
  listCertificates(query?: CertificateQuery, options?: CallOptions): Promise<CertificatePage>;
  readCertificate(certificateId: string, options?: CallOptions): Promise<Certificate>;
  printCertificate(certificateId: string, options?: CallOptions): Promise<Uint8Array>;
  sendCertificate(certificateId: string, options?: PostOptions): Promise<Certificate>;
  voidCertificate(id: string, input: VoidInput, options?: PostOptions): Promise<Certificate>;
  reactivateCertificate(id: string, input?: ReactivateInput, options?: PostOptions): Promise<Certificate>;
  extendCertificate(id: string, input: ExtendInput, options?: PostOptions): Promise<Certificate>;
  /** The old code is dead at once; the answer holds the new one. */
  reissueCertificate(id: string, input: ReissueInput, options?: PostOptions): Promise<CertificateWithCode>;
};
