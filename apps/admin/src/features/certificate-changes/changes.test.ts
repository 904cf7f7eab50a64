import { describe, expect, it } from 'vitest';
import { type Certificate, changesOffered } from './changes.ts';

const certificate: Certificate = {
  id: '0193a1b2-0000-7000-8000-000000000001',
  number: 'GC-2026-000001',
  status: 'active',
  kind: 'purchased',
  origin: 'admin',
  amountMinor: 15_000,
  currency: 'EUR',
  codeLast4: '9HWD',
  recipientName: 'Zoë',
  recipientEmail: 'zoe@example.com',
  purchaserName: 'Omar',
  purchaserEmail: 'omar@example.com',
  message: '',
  delivery: 'email',
  deliverOn: null,
  segmentName: 'Everyone',
  validThrough: '2028-11-26',
  createdAt: '2026-11-27T10:00:00Z',
  activatedAt: '2026-11-27T10:00:00Z',
  redeemedAt: null,
  voidedAt: null,
  voidReason: null,
  refund: null,
  giftMissedItsMail: false,
  version: 1,
  orderId: null,
  payment: { method: 'cash', reference: null, status: 'paid' },
  order: null,
  activities: [],
  deliveries: [],
  pdfUrl: '/admin/certificates/0193a1b2-0000-7000-8000-000000000001/pdf',
};
const owner = ['issue', 'read_codes', 'resend', 'settle', 'revive', 'void', 'manage_access'] as const;
const staff = ['issue', 'read_codes', 'resend', 'settle'] as const;

describe('the changes offered on a certificate', () => {
  it.each([
    { status: 'pending', offered: ['markPaid', 'correct', 'void'] },
    { status: 'active', offered: ['resend', 'correct', 'extend', 'reissue', 'void'] },
    { status: 'redeemed', offered: [] },
    { status: 'expired', offered: ['extend', 'void'] },
    { status: 'voided', offered: ['reactivate'] },
  ] as const)('are those its status allows: $status', ({ status, offered }) => {
    expect(changesOffered({ ...certificate, status }, owner)).toEqual(offered);
  });

  it('are those the role allows', () => {
    expect(changesOffered(certificate, staff)).toEqual(['resend', 'correct']);
    expect(changesOffered({ ...certificate, status: 'voided' }, staff)).toEqual([]);
    expect(changesOffered(certificate, [])).toEqual([]);
  });

  it('leave out a later day where there is none, and taking back what was paid back', () => {
    expect(changesOffered({ ...certificate, validThrough: null }, owner)).not.toContain('extend');
    const refund = { requestedAt: '2026-11-27T11:00:00Z', refundedAt: null, isInTrouble: false };
    expect(changesOffered({ ...certificate, status: 'voided', refund }, owner)).toEqual([]);
  });
});
