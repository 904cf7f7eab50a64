import { describe, expect, it } from 'vitest';
import { NOW, order, PAST, REDEMPTION_ID, redeemed, STAFF, VALID } from '../testing/given.ts';
import { cancelOrder, changeTotal, completeOrder, openOrder } from './decide-order.ts';
import { dueMinor, isOpenAt, orderAt, refuseClosed } from './order.ts';

const CLOSED = { status: 'completed', closedAt: NOW } as const;

describe('an order', () => {
  it('is announced as a row that must not exist yet', () => {
    expect(openOrder(order())).toMatchObject({
      certificates: [],
      order: { expectedVersion: null, row: order() },
    });
  });

  it('still needs its total less what certificates paid', () => {
    expect(dueMinor(order({ appliedMinor: 15_000 }))).toBe(35_000);
  });

  it('counts as closed from the very instant of its end', () => {
    const ends = order({ expiresAt: NOW });
    const at = (shift: number) => isOpenAt(ends, new Date(NOW.getTime() + shift));
    expect([at(-1), at(0), at(1)]).toEqual([true, false, false]);
  });

  it('is cancelled past its time, with nothing applied, before anyone has written that down', () => {
    const ends = order({ appliedMinor: 15_000, expiresAt: NOW });
    const before = new Date(NOW.getTime() - 1);
    expect(orderAt(ends, before)).toBe(ends);
    expect(orderAt(ends, NOW)).toEqual({ ...ends, status: 'cancelled', appliedMinor: 0, closedAt: NOW });
    const completed = order({ status: 'completed', appliedMinor: 15_000, expiresAt: NOW, closedAt: before });
    expect(orderAt(completed, NOW)).toBe(completed);
  });

  it('names the status it counts as when it is closed', () => {
    const closed = { status: 'completed', closedAt: NOW } as const;
    const told = (changes: Parameters<typeof order>[0]) => refuseClosed(order(changes), NOW);
    expect(told({})).toBeNull();
    expect(told(closed)).toMatchObject({
      message: 'This order is completed.',
      details: { status: 'completed' },
    });
    expect(told({ expiresAt: NOW })).toMatchObject({
      code: 'order_closed',
      message: 'This order is past its time, so it is cancelled.',
      details: { status: 'cancelled' },
    });
  });

  it('keeps what was applied when it is completed', () => {
    expect(completeOrder(order({ appliedMinor: 15_000 }), NOW)).toMatchObject({
      certificates: [],
      transfers: [],
      order: { expectedVersion: 7, row: { status: 'completed', appliedMinor: 15_000, closedAt: NOW } },
    });
  });

  it('is not completed or changed once closed, nor past its time', () => {
    for (const closed of [
      order(CLOSED),
      order({ status: 'cancelled', closedAt: NOW }),
      order({ expiresAt: NOW }),
    ]) {
      expect(completeOrder(closed, NOW)).toMatchObject({ code: 'order_closed' });
      expect(changeTotal(closed, 1, NOW)).toMatchObject({ code: 'order_closed' });
    }
  });

  it('never gets a total under what is applied', () => {
    const used = order({ appliedMinor: 15_000 });
    expect(changeTotal(used, 14_999, NOW)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { total: expect.stringContaining('15000') } },
    });
    expect(changeTotal(used, 15_000, NOW)).toMatchObject({
      order: { row: { total: { amountMinor: 15_000 } } },
    });
  });
});

describe('a new total', () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'is refused with the field named when it is %s, which is no amount of money',
    (total) => {
      expect(changeTotal(order(), total, NOW)).toMatchObject({
        code: 'amount_out_of_range',
        details: { fields: { total: expect.any(String) } },
      });
    },
  );

  it('may be nothing at all', () => {
    expect(changeTotal(order(), 0, NOW)).toMatchObject({ order: { row: { total: { amountMinor: 0 } } } });
  });
});

describe('cancelling an order', () => {
  const second = {
    id: '00000000-0000-7000-8000-0000000000e2',
    certificate: redeemed(PAST, { id: '00000000-0000-7000-8000-0000000000c2' }),
  };
  const both = [{ id: REDEMPTION_ID, certificate: redeemed(VALID) }, second];
  const used = order({ appliedMinor: 30_000 });

  it('gives every certificate back, each guarded by its own version, one of them expired by now', () => {
    expect(cancelOrder(used, both, STAFF, NOW)).toMatchObject({
      certificates: [
        { expectedVersion: 3, row: { state: { status: 'active' } } },
        { expectedVersion: 3, row: { state: { status: 'expired' } } },
      ],
      order: { row: { status: 'cancelled', appliedMinor: 0, closedAt: NOW } },
      redemptions: [
        { change: 'reverse', id: REDEMPTION_ID },
        { change: 'reverse', id: second.id },
      ],
      activities: [{ type: 'redemption_reversed' }, { type: 'redemption_reversed' }, { type: 'expired' }],
      transfers: [{ kind: 'reverse' }, { kind: 'reverse' }, { kind: 'expire' }],
    });
  });

  it('works on an abandoned order past its time, so that no value is stuck', () => {
    const later = new Date(NOW.getTime() + 40_000);
    expect(cancelOrder({ ...used, expiresAt: NOW }, both, STAFF, later)).toMatchObject({
      order: { row: { status: 'cancelled', closedAt: NOW } },
      redemptions: [{ at: NOW }, { at: NOW }],
      activities: [{ at: later }, { at: later }, { at: later }],
    });
  });

  it('gives what comes back a later last day, and leaves alone what is good for longer', () => {
    const cancelled = cancelOrder(used, both, STAFF, NOW, '2026-12-31');
    expect(cancelled).toMatchObject({
      certificates: [
        { row: { state: { status: 'active', validity: VALID } } },
        { row: { state: { status: 'active', validity: { validThrough: '2026-12-31' } } } },
      ],
      activities: [
        { type: 'redemption_reversed' },
        { type: 'redemption_reversed' },
        { type: 'expired' },
        { type: 'extended', details: { from: PAST.validThrough, to: '2026-12-31' } },
      ],
      transfers: [{ kind: 'reverse' }, { kind: 'reverse' }, { kind: 'expire' }, { kind: 'reinstate' }],
    });
  });

  it('gives no last day to one that never ends', () => {
    const endless = [{ id: REDEMPTION_ID, certificate: redeemed(null) }];
    expect(cancelOrder(order({ appliedMinor: 15_000 }), endless, STAFF, NOW, '2026-12-31')).toMatchObject({
      certificates: [{ row: { state: { status: 'active', validity: null } } }],
    });
  });

  it.each(['2027-02-30', 'tomorrow', ''])('is refused for a last day that does not exist: %s', (day) => {
    for (const redemptions of [both, []]) {
      const applied = order({ appliedMinor: redemptions.length * 15_000 });
      expect(cancelOrder(applied, redemptions, STAFF, NOW, day)).toMatchObject({ code: 'validation_failed' });
    }
  });

  it('is refused as a whole when the last day given is over already', () => {
    const [, past] = both;
    const longPast = past ? [{ ...past, certificate: redeemed(PAST) }] : [];
    const applied = order({ appliedMinor: 15_000 });
    expect(
      cancelOrder(applied, longPast, STAFF, new Date('2026-12-05T12:00:00Z'), '2026-12-01'),
    ).toMatchObject({
      code: 'validation_failed',
    });
  });

  it('is refused once closed', () => {
    expect(cancelOrder(order(CLOSED), [], STAFF, NOW)).toMatchObject({ code: 'order_closed' });
  });

  it('cannot leave value behind: some of the redemptions are not enough', () => {
    expect(() => cancelOrder(used, [second], STAFF, NOW)).toThrow(TypeError);
  });
});
