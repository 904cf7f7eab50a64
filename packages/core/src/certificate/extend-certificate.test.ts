import { describe, expect, it } from 'vitest';
import { active, expired, NOW, PAST, redeemed, STAFF, VALID } from '../testing/given.ts';
import { extend } from './extend-certificate.ts';

describe('extending', () => {
  it('gives an active certificate a later last day, in its own zone, and moves no money', () => {
    expect(extend(active(), '2028-01-31', STAFF, NOW)).toMatchObject({
      certificates: [
        {
          expectedVersion: 3,
          row: {
            state: {
              status: 'active',
              activatedAt: new Date('2026-01-10T09:00:00.000Z'),
              validity: { ...VALID, validThrough: '2028-01-31', expiresAt: new Date('2028-02-01T00:00:00Z') },
            },
          },
        },
      ],
      activities: [
        { type: 'extended', at: NOW, actor: STAFF, details: { from: '2027-06-30', to: '2028-01-31' } },
      ],
      transfers: [],
      messages: [],
    });
  });

  it('brings an expired one back to life, from breakage to liability', () => {
    expect(extend(expired(), '2026-11-22', STAFF, NOW)).toMatchObject({
      certificates: [{ row: { state: { status: 'active', validity: { validThrough: '2026-11-22' } } } }],
      activities: [{ type: 'extended' }],
      transfers: [{ kind: 'reinstate', from: 'breakage', to: 'liability' }],
    });
  });

  it('books the expiry first when the clock was ahead of the books', () => {
    expect(extend(active(PAST), '2026-11-23', STAFF, NOW)).toMatchObject({
      activities: [{ type: 'expired' }, { type: 'extended' }],
      transfers: [{ kind: 'expire' }, { kind: 'reinstate' }],
    });
  });

  it('may end today where the certificate is, and not a day before', () => {
    const kiritimati = { ...PAST, timeZone: 'Pacific/Kiritimati' };
    expect(extend(active(kiritimati), '2026-11-23', STAFF, NOW).type).toBe('decision');
    expect(extend(active(kiritimati), '2026-11-22', STAFF, NOW)).toMatchObject({ code: 'validation_failed' });
  });

  it.each([
    ['yesterday', '2026-11-21'],
    ['no later than the one so far', '2027-06-30'],
    ['earlier than the one so far', '2027-06-29'],
    ['a day that does not exist', '2027-02-30'],
    ['no leap day', '2027-02-29'],
    ['not written as a date', '30.06.2028'],
    ['an instant', '2028-06-30T00:00:00Z'],
    ['nothing', ''],
    ['more than a hundred years ahead', '2126-11-24'],
    ['at the end of what a calendar can write', '9999-12-31'],
  ])('is refused with the field named for a day that is %s', (_what, validThrough) => {
    expect(extend(active(), validThrough, STAFF, NOW)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { validThrough: expect.any(String) } },
    });
  });

  it('is refused for one that never ends, and for one that was used', () => {
    expect(extend(active(null), '2030-01-01', STAFF, NOW)).toMatchObject({ code: 'validation_failed' });
    expect(extend(redeemed(), '2030-01-01', STAFF, NOW)).toMatchObject({ code: 'certificate_redeemed' });
  });
});
