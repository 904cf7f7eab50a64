import type { ExpiresAfterDays } from '../certificate-type/certificate-type.ts';
import type { Money } from '../money/money.ts';
import type { Delivery, Person, Recipient } from '../purchase/purchase-input.ts';
import type { Validity } from '../time/validity.ts';

export type CertificateStatus = 'pending' | 'active' | 'redeemed' | 'voided' | 'expired';
export const CERTIFICATE_STATUSES = ['pending', 'active', 'redeemed', 'voided', 'expired'] as const;

/** Where it came from. */
export type Origin = 'portal' | 'admin' | 'api' | 'import';
/** What it is: a free one is no revenue and no sale. */
export type CertificateKind = 'purchased' | 'complimentary' | 'compensation' | 'migrated';
export type PaymentMethod = 'stripe' | 'cash' | 'transfer' | 'card_terminal' | 'other';

/** The code as the database may hold it: a keyed look-up value, an encrypted copy, and four characters to show. */
export type SealedCode = {
  readonly lookup: Uint8Array;
  readonly lookupKeyVersion: number;
  readonly ciphertext: Uint8Array;
  readonly last4: string;
};

/** How it was paid; null while nothing was, and for free ones. */
export type PaymentRecord = { readonly method: PaymentMethod; readonly reference: string | null };

/** What never changes by a transition, or only by a named correction. */
export type CertificateFacts = {
  readonly id: string;
  readonly workspaceId: string;
  readonly segmentId: string;
  /** What was sold; null for any amount. */
  readonly typeId: string | null;
  /** What was promised when it was sold, counted from activation; `workspace` is whatever that says by then. */
  readonly expiresAfterDays: ExpiresAfterDays;
  readonly kind: CertificateKind;
  readonly origin: Origin;
  readonly amount: Money;
  readonly code: SealedCode;
  readonly purchaser: Person;
  readonly recipient: Recipient;
  readonly message: string;
  readonly delivery: Delivery;
  /** Local date in the workspace's zone, or null for at once. */
  readonly deliverOn: string | null;
  readonly payment: PaymentRecord | null;
  readonly createdAt: Date;
};

export type PendingState = { readonly status: 'pending' };
/** `validity` is null for a workspace whose certificates never expire. */
export type ActiveState = {
  readonly status: 'active';
  readonly activatedAt: Date;
  readonly validity: Validity | null;
};
export type RedeemedState = {
  readonly status: 'redeemed';
  readonly activatedAt: Date;
  readonly validity: Validity | null;
  readonly redeemedAt: Date;
  readonly orderId: string;
};
export type ExpiredState = {
  readonly status: 'expired';
  readonly activatedAt: Date;
  readonly validity: Validity;
};
/** Money on its way back to who paid: asked for with the voiding, done when the provider says so. */
export type RefundState = { readonly requestedAt: Date; readonly refundedAt: Date | null };
/** `activatedAt` is null for one that was never paid. */
export type VoidedState = {
  readonly status: 'voided';
  readonly activatedAt: Date | null;
  readonly validity: Validity | null;
  readonly voidedAt: Date;
  readonly voidReason: string;
  readonly refund: RefundState | null;
};

export type CertificateState = PendingState | ActiveState | RedeemedState | ExpiredState | VoidedState;
export type Certificate<State extends CertificateState = CertificateState> = CertificateFacts & {
  readonly state: State;
};

/** A certificate as read: `version` is the guard of the next write, `number` the public one given at creation. */
export type StoredCertificate = Certificate & { readonly version: number; readonly number: string };

/**
 * Whether the last day has passed at `now`. By the clock alone: an active certificate past its day counts as
 * expired everywhere before anyone has written that down.
 */
export function isPastItsDay(validity: Validity | null, now: Date): boolean {
  return validity !== null && now.getTime() >= validity.expiresAt.getTime();
}

/** The status a reader must see at `now`. */
export function statusAt(certificate: Certificate, now: Date): CertificateStatus {
  const { state } = certificate;
  return state.status === 'active' && isPastItsDay(state.validity, now) ? 'expired' : state.status;
}

export function isFree(kind: CertificateKind): boolean {
  return kind === 'complimentary' || kind === 'compensation';
}
