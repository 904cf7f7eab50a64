import { describe, expect, it } from 'vitest';
import {
  active,
  expired,
  NOW,
  openPayment,
  PAST,
  pending,
  redeemed,
  STAFF,
  VALID,
  voided,
} from '../testing/given.ts';
import { expire } from './expire-certificate.ts';
import {
  abandonPurchase,
  PAYMENT_NOT_COMPLETED,
  REASON_LENGTH_MAX,
  voidCertificate,
} from './void-certificate.ts';

describe('voiding', () => {
  it('takes an active certificate off the liability and keeps its history', () => {
    expect(voidCertificate(active(), null, '  sold twice ', STAFF, NOW)).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: {
            state: {
              status: 'voided',
              activatedAt: new Date('2026-01-10T09:00:00.000Z'),
              validity: VALID,
              voidedAt: NOW,
              voidReason: 'sold twice',
            },
          },
        },
      ],
      activities: [{ type: 'voided', actor: STAFF, details: { reason: 'sold twice' } }],
      transfers: [{ kind: 'void', from: 'liability', to: 'cancelled' }],
    });
  });

  it('takes an expired one off the breakage', () => {
    expect(voidCertificate(expired(), null, 'goodwill', STAFF, NOW)).toMatchObject({
      activities: [{ type: 'voided' }],
      transfers: [{ kind: 'void', from: 'breakage', to: 'cancelled' }],
    });
  });

  it('books the expiry first when the clock was ahead of the books', () => {
    expect(voidCertificate(active(PAST), null, 'goodwill', STAFF, NOW)).toMatchObject({
      activities: [{ type: 'expired' }, { type: 'voided' }],
      transfers: [{ kind: 'expire' }, { kind: 'void', from: 'breakage' }],
    });
  });

  it('moves no money for one that was never paid, and closes its open payment', () => {
    expect(voidCertificate(pending(), openPayment(), 'changed their mind', STAFF, NOW)).toMatchObject({
      certificates: [{ row: { state: { status: 'voided', activatedAt: null, validity: null } } }],
      payments: [{ status: 'closed', closedAt: NOW }],
      transfers: [],
    });
  });

  it('never closes a payment that was paid', () => {
    const paid = { ...openPayment(), status: 'paid', closedAt: NOW } as const;
    expect(voidCertificate(active(), paid, 'refund', STAFF, NOW)).toMatchObject({ payments: [] });
  });

  it.each([
    ['none', ''],
    ['only spaces', ' \n '],
    ['a page', 'x'.repeat(REASON_LENGTH_MAX + 1)],
  ])('is refused with the field named when the reason is %s', (_what, reason) => {
    expect(voidCertificate(active(), null, reason, STAFF, NOW)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { reason: expect.any(String) } },
    });
  });
});

describe('an abandoned purchase', () => {
  it('is voided by the system with the reason of the specification', () => {
    expect(abandonPurchase(pending(), openPayment(), NOW)).toMatchObject({
      certificates: [{ row: { state: { status: 'voided', voidReason: PAYMENT_NOT_COMPLETED } } }],
      payments: [{ status: 'closed' }],
      activities: [
        { type: 'voided', actor: { kind: 'system' }, details: { reason: 'payment not completed' } },
      ],
      transfers: [],
    });
  });

  it.each([active(), redeemed(), voided(), expired()])(
    'never touches a certificate that is $state.status',
    (certificate) => {
      expect(abandonPurchase(certificate, openPayment(), NOW).type).toBe('refusal');
    },
  );
});

describe('booking an expiry', () => {
  it('writes down the day and moves the value to breakage, in the name of the system', () => {
    expect(expire(active(PAST), NOW)).toMatchObject({
      certificates: [{ expectedVersion: 3, row: { state: { status: 'expired', validity: PAST } } }],
      activities: [
        { type: 'expired', at: NOW, actor: { kind: 'system' }, details: { validThrough: '2026-11-21' } },
      ],
      transfers: [{ kind: 'expire', from: 'liability', to: 'breakage' }],
      messages: [],
    });
  });

  it('agrees with redeeming about the instant: nothing a millisecond early, booked on time', () => {
    const at = (shift: number) => expire(active(), new Date(VALID.expiresAt.getTime() + shift)).type;
    expect([at(-1), at(0), at(1)]).toEqual(['refusal', 'decision', 'decision']);
  });
});
