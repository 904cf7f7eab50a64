import { describe, expect, it } from 'vitest';
import { NOW, PAST, STAFF, VALID, voided } from '../testing/given.ts';
import { reactivate } from './reactivate-certificate.ts';

describe('reactivating', () => {
  it('makes a voided certificate what it was, and a liability again', () => {
    expect(reactivate(voided(), null, STAFF, NOW)).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: {
            state: { status: 'active', activatedAt: new Date('2026-01-10T09:00:00.000Z'), validity: VALID },
          },
        },
      ],
      activities: [
        {
          type: 'reactivated',
          actor: STAFF,
          details: { status: 'active', validThrough: VALID.validThrough },
        },
      ],
      transfers: [{ kind: 'reinstate', from: 'cancelled', to: 'liability' }],
    });
  });

  it('leaves nothing of the voiding on it', () => {
    const outcome = reactivate(voided(), null, STAFF, NOW);
    if (outcome.type === 'refusal') throw new Error(outcome.code);
    expect(Object.keys(outcome.certificates[0]?.row.state ?? {}).toSorted()).toEqual([
      'activatedAt',
      'status',
      'validity',
    ]);
  });

  it('makes one that was never paid pending again, off the books', () => {
    const neverPaid = voided({ activatedAt: null, validity: null });
    expect(reactivate(neverPaid, null, STAFF, NOW)).toMatchObject({
      certificates: [{ row: { state: { status: 'pending' } } }],
      activities: [{ type: 'reactivated', details: { status: 'pending' } }],
      transfers: [],
    });
    expect(reactivate(neverPaid, '2027-01-01', STAFF, NOW)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { validThrough: expect.stringContaining('never paid') } },
    });
  });

  it('is refused when its day has passed, unless a later one comes with it', () => {
    const past = voided({ validity: PAST });
    expect(reactivate(past, null, STAFF, NOW)).toMatchObject({ code: 'certificate_expired' });
    expect(reactivate(past, '2026-11-21', STAFF, NOW)).toMatchObject({ code: 'validation_failed' });
    expect(reactivate(past, '2026-11-22', STAFF, NOW)).toMatchObject({
      certificates: [{ row: { state: { status: 'active', validity: { validThrough: '2026-11-22' } } } }],
    });
  });

  it.each([
    ['was asked for', null],
    ['was made', NOW],
  ])('is refused once a refund %s', (_what, refundedAt) => {
    const refunded = voided({ refund: { requestedAt: NOW, refundedAt } });
    expect(reactivate(refunded, null, STAFF, NOW)).toMatchObject({
      code: 'certificate_voided',
      message: expect.stringContaining('refunded'),
    });
  });
});
