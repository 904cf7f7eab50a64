import { describe, expect, it } from 'vitest';
import {
  active,
  expired,
  NOW,
  openPayment,
  PAYMENT_ID,
  pending,
  redeemed,
  STAFF,
  voided,
} from '../testing/given.ts';
import type { StoredCertificate } from './certificate.ts';
import { completeRefund, noteRefundTrouble, voidAndRefund } from './void-certificate.ts';

const LATER = new Date('2026-11-23T12:00:00.000Z');
const paidBy = (certificate: StoredCertificate) =>
  ({ ...openPayment(certificate), status: 'paid', reference: 'pi_1', closedAt: NOW }) as const;
const refund = (certificate: StoredCertificate) =>
  voidAndRefund(certificate, paidBy(certificate), 'fell ill', STAFF, NOW);

describe('voiding with a refund', () => {
  it.each([
    [active(), 'liability'],
    [expired(), 'breakage'],
  ])('voids, writes down that the money is asked for, and asks for it, in one step', (certificate, from) => {
    expect(refund(certificate)).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: { state: { status: 'voided', refund: { requestedAt: NOW, refundedAt: null } } },
        },
      ],
      payments: [],
      activities: [{ type: 'voided', details: { reason: 'fell ill' } }],
      transfers: [{ kind: 'void', from, to: 'cancelled' }],
      messages: [{ kind: 'refund', paymentId: PAYMENT_ID, runAt: NOW }],
    });
  });

  it('is refused for money the provider never took, and then nothing is voided', () => {
    for (const payment of [null, openPayment(active()), { ...paidBy(active()), status: 'closed' } as const]) {
      expect(voidAndRefund(active(), payment, 'fell ill', STAFF, NOW)).toMatchObject({
        code: 'validation_failed',
        details: { fields: { refund: expect.any(String) } },
      });
    }
    expect(voidAndRefund(pending(), openPayment(), 'fell ill', STAFF, NOW).type).toBe('refusal');
  });

  it('is refused for one paid by other means, though a late payment of it came too', () => {
    for (const payment of [
      null,
      { method: 'cash', reference: null },
      { method: 'stripe', reference: 'pi_2' },
    ] as const) {
      expect(refund({ ...active(), payment })).toMatchObject({ code: 'validation_failed' });
    }
  });

  it('is refused for one that was used, and for one that is voided already', () => {
    expect(refund(redeemed())).toMatchObject({ code: 'certificate_redeemed' });
    expect(refund(voided())).toMatchObject({ code: 'certificate_voided' });
  });
});

describe('a refund that the provider will not make', () => {
  const waiting = voided({ refund: { requestedAt: NOW, refundedAt: null } });
  const trouble = { paymentId: PAYMENT_ID, reason: 'disputed' };

  it('is told with its reason and its amount, and moves no money', () => {
    const note = noteRefundTrouble(waiting, [], trouble, LATER);
    expect(note).toMatchObject({
      certificates: [],
      activities: [{ type: 'send_failed', details: { ...trouble, amountMinor: 15_000, currency: 'EUR' } }],
      transfers: [],
    });
    expect(noteRefundTrouble(waiting, note?.activities ?? [], trouble, LATER)).toBeNull();
    expect(
      noteRefundTrouble(waiting, note?.activities ?? [], { ...trouble, reason: 'closed' }, LATER),
    ).toBeTruthy();
  });
});

describe('a refund that was made', () => {
  const waiting = voided({ refund: { requestedAt: NOW, refundedAt: null } });

  it('is written down once, with its reference, out of what was cancelled', () => {
    expect(completeRefund(waiting, 're_1', LATER)).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: { state: { status: 'voided', refund: { requestedAt: NOW, refundedAt: LATER } } },
        },
      ],
      activities: [{ type: 'refunded', actor: { kind: 'system' }, details: { reference: 're_1' } }],
      transfers: [{ kind: 'refund', from: 'cancelled', to: 'cash' }],
    });
  });

  it.each([
    ['nobody asked for', voided()],
    ['was written down already', voided({ refund: { requestedAt: NOW, refundedAt: NOW } })],
  ])('is refused when it %s', (_what, certificate) => {
    expect(completeRefund(certificate, 're_1', LATER)).toMatchObject({ code: 'certificate_voided' });
  });
});
