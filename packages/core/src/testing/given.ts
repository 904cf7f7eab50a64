import type { Actor } from '../certificate/activity.ts';
import type {
  Certificate,
  CertificateFacts,
  CertificateState,
  StoredCertificate,
  VoidedState,
} from '../certificate/certificate.ts';
import type { Payment } from '../certificate/payment.ts';
import type { StoredOrder } from '../order/order.ts';
import { type Validity, validityThrough } from '../time/validity.ts';

/** Noon in Reykjavik, whose clock is UTC's all year. */
export const NOW = new Date('2026-11-22T12:00:00.000Z');
export const ZONE = 'Atlantic/Reykjavik';
export const STAFF: Actor = { kind: 'staff', id: '00000000-0000-7000-8000-00000000005f', name: 'Edda' };
export const WIDGET: Actor = { kind: 'widget', id: null, name: null };

export const WORKSPACE_ID = '00000000-0000-7000-8000-0000000000a1';
export const CERTIFICATE_ID = '00000000-0000-7000-8000-0000000000c1';
export const ORDER_ID = '00000000-0000-7000-8000-0000000000d1';
export const REDEMPTION_ID = '00000000-0000-7000-8000-0000000000e1';
export const PAYMENT_ID = '00000000-0000-7000-8000-0000000000f1';

/** A gift of 150 euros, bought on the portal and sent by mail at once, not paid yet. */
export function facts(changes: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    id: CERTIFICATE_ID,
    workspaceId: WORKSPACE_ID,
    segmentId: '00000000-0000-7000-8000-0000000000b1',
    typeId: null,
    expiresAfterDays: 'workspace',
    kind: 'purchased',
    origin: 'portal',
    amount: { amountMinor: 15_000, currency: 'EUR' },
    code: {
      lookup: new Uint8Array(32),
      lookupKeyVersion: 1,
      ciphertext: new Uint8Array(40),
      last4: 'WXYZ',
    },
    purchaser: { name: 'Anna Berg', email: 'anna@example.com' },
    recipient: { name: 'Jon Fell', email: 'jon@example.com' },
    message: 'Happy birthday!',
    delivery: 'email',
    deliverOn: null,
    payment: null,
    createdAt: NOW,
    ...changes,
  };
}

export function certificate(
  state: CertificateState,
  changes: Partial<CertificateFacts> = {},
): StoredCertificate {
  return { ...facts(changes), state, version: 3, number: 'GC-2026-000001' };
}

export const PAID = { method: 'stripe', reference: 'pi_1' } as const;
const ACTIVATED_AT = new Date('2026-01-10T09:00:00.000Z');
/** Valid well beyond NOW, and over since the midnight before NOW. */
export const VALID: Validity = validityThrough('2027-06-30', ZONE);
export const PAST: Validity = validityThrough('2026-11-21', ZONE);

export const pending = () => certificate({ status: 'pending' });

export const active = (validity: Validity | null = VALID, changes: Partial<CertificateFacts> = {}) =>
  certificate({ status: 'active', activatedAt: ACTIVATED_AT, validity }, { payment: PAID, ...changes });

export const redeemed = (validity: Validity | null = VALID, changes: Partial<CertificateFacts> = {}) =>
  certificate(
    {
      status: 'redeemed',
      activatedAt: ACTIVATED_AT,
      validity,
      redeemedAt: new Date('2026-11-20T10:00:00.000Z'),
      orderId: ORDER_ID,
    },
    { payment: PAID, ...changes },
  );

export const expired = () =>
  certificate({ status: 'expired', activatedAt: ACTIVATED_AT, validity: PAST }, { payment: PAID });

export const voided = (state: Partial<VoidedState> = {}) =>
  certificate(
    {
      status: 'voided',
      activatedAt: ACTIVATED_AT,
      validity: VALID,
      voidedAt: new Date('2026-11-20T10:00:00.000Z'),
      voidReason: 'a mistake',
      refund: null,
      ...state,
    },
    { payment: PAID },
  );

/** An open order of 500 euros, nothing applied. */
export function order(changes: Partial<StoredOrder> = {}): StoredOrder {
  return {
    id: ORDER_ID,
    workspaceId: WORKSPACE_ID,
    reference: 'TOUR-1',
    status: 'open',
    total: { amountMinor: 50_000, currency: 'EUR' },
    appliedMinor: 0,
    customerName: 'Jon Fell',
    customerEmail: 'jon@example.com',
    expiresAt: null,
    createdAt: NOW,
    closedAt: null,
    version: 7,
    ...changes,
  };
}

export function openPayment(of: Certificate = pending()): Payment {
  return {
    id: PAYMENT_ID,
    certificateId: of.id,
    status: 'open',
    amount: of.amount,
    reference: null,
    createdAt: NOW,
    closedAt: null,
  };
}
