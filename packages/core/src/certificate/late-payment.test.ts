import { describe, expect, it } from 'vitest';
import { active, expired, NOW, openPayment, PAYMENT_ID, redeemed, voided } from '../testing/given.ts';
import type { StoredCertificate } from './certificate.ts';
import { bookLatePayment, PAID_TWICE } from './late-payment.ts';
import { reactivate } from './reactivate-certificate.ts';

const neverPaid = () => voided({ activatedAt: null, validity: null });
const closedOf = (certificate: StoredCertificate) =>
  ({ ...openPayment(certificate), status: 'closed', closedAt: NOW }) as const;
const book = (certificate: StoredCertificate) =>
  bookLatePayment(certificate, closedOf(certificate), 'pi_late', NOW);

describe('money that came after its payment was closed', () => {
  it('goes through the books and back, when the certificate was voided unpaid', () => {
    expect(book(neverPaid())).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: {
            payment: { method: 'stripe', reference: 'pi_late' },
            state: { status: 'voided', activatedAt: NOW, refund: { requestedAt: NOW, refundedAt: null } },
          },
        },
      ],
      payments: [{ id: PAYMENT_ID, status: 'paid', reference: 'pi_late', closedAt: NOW }],
      activities: [{ type: 'purchased', details: { reference: 'pi_late', amountMinor: 15_000 } }],
      transfers: [
        { kind: 'issue', from: 'cash', to: 'liability' },
        { kind: 'void', from: 'liability', to: 'cancelled' },
      ],
      messages: [{ kind: 'refund', paymentId: PAYMENT_ID, runAt: NOW }],
    });
  });

  it('is on its way back, so that nobody reactivates the certificate with it', () => {
    const [booked] = book(neverPaid()).certificates;
    const stored = { ...neverPaid(), ...booked?.row };
    expect(reactivate(stored, null, { kind: 'system', id: null, name: null }, NOW)).toMatchObject({
      code: 'certificate_voided',
    });
  });

  it.each([active(), redeemed(), expired(), voided()])(
    'is told to staff once and moves nothing, when a certificate that is $state.status was paid already',
    (certificate) => {
      expect(book(certificate)).toMatchObject({
        certificates: [{ row: certificate, expectedVersion: 3 }],
        payments: [{ status: 'paid', reference: 'pi_late' }],
        activities: [{ type: 'purchased', details: { reason: PAID_TWICE } }],
        transfers: [],
        messages: [],
      });
    },
  );
});
