import { describe, expect, it } from 'vitest';
import {
  active,
  CERTIFICATE_ID,
  expired,
  NOW,
  ORDER_ID,
  order,
  PAST,
  pending,
  REDEMPTION_ID,
  redeemed,
  STAFF,
  VALID,
  voided,
  WIDGET,
  WORKSPACE_ID,
} from '../testing/given.ts';
import type { StoredCertificate } from './certificate.ts';
import { isHiddenFromStrangers, redeem, refusalToRedeem, reverse } from './redeem-certificate.ts';

const AMOUNT = { amountMinor: 15_000, currency: 'EUR' };

function codeOf(certificate: StoredCertificate, of = order()): string | undefined {
  return refusalToRedeem(certificate, of, NOW)?.code;
}

describe('redeeming', () => {
  it('uses the certificate in full on the order: both rows, one redemption, one activity, liability to revenue', () => {
    expect(redeem(active(), order({ appliedMinor: 100 }), REDEMPTION_ID, WIDGET, NOW)).toEqual({
      type: 'decision',
      workspaceId: WORKSPACE_ID,
      certificates: [
        {
          expectedVersion: 3,
          row: {
            ...active(),
            state: {
              status: 'redeemed',
              activatedAt: new Date('2026-01-10T09:00:00.000Z'),
              validity: VALID,
              redeemedAt: NOW,
              orderId: ORDER_ID,
            },
          },
        },
      ],
      order: { expectedVersion: 7, row: order({ appliedMinor: 15_100 }) },
      redemptions: [
        {
          change: 'insert',
          id: REDEMPTION_ID,
          orderId: ORDER_ID,
          certificateId: CERTIFICATE_ID,
          amountMinor: 15_000,
          at: NOW,
        },
      ],
      payments: [],
      activities: [
        {
          certificateId: CERTIFICATE_ID,
          type: 'redeemed',
          at: NOW,
          actor: WIDGET,
          details: {
            orderId: ORDER_ID,
            orderReference: 'TOUR-1',
            redemptionId: REDEMPTION_ID,
            ...AMOUNT,
          },
        },
      ],
      transfers: [
        {
          certificateId: CERTIFICATE_ID,
          kind: 'redeem',
          from: 'liability',
          to: 'revenue',
          amount: AMOUNT,
          at: NOW,
        },
      ],
      messages: [],
    });
  });

  it('takes the last of what is due, and nothing beyond it', () => {
    expect(codeOf(active(), order({ appliedMinor: 35_000 }))).toBeUndefined();
    expect(codeOf(active(), order({ appliedMinor: 35_001 }))).toBe('exceeds_amount_due');
  });

  it('says with the numbers how much more the order needs', () => {
    const refusal = refusalToRedeem(active(), order({ total: { ...AMOUNT, amountMinor: 12_050 } }), NOW);
    expect(refusal).toEqual({
      type: 'refusal',
      code: 'exceeds_amount_due',
      message:
        'This certificate is worth €150.00 and is used in full; €120.50 is still due. The order needs €29.50 more.',
      details: { amountMinor: 15_000, dueMinor: 12_050, missingMinor: 2_950, currency: 'EUR' },
    });
  });

  it('refuses at the very instant the last day ends, and not a millisecond before', () => {
    const end = VALID.expiresAt.getTime();
    const at = (shift: number) => refusalToRedeem(active(), order(), new Date(end + shift))?.code;
    expect([at(-1), at(0), at(1)]).toEqual([undefined, 'certificate_expired', 'certificate_expired']);
  });

  it('refuses an order that is closed, or open past its time, whatever the certificate is', () => {
    const closed = order({ status: 'completed', closedAt: NOW });
    expect([active(), voided(), expired()].map((given) => codeOf(given, closed))).toEqual([
      'order_closed',
      'order_closed',
      'order_closed',
    ]);
    expect(codeOf(active(), order({ expiresAt: NOW }))).toBe('order_closed');
    expect(codeOf(active(), order({ expiresAt: new Date(NOW.getTime() + 1) }))).toBeUndefined();
  });

  it('checks in the order of the specification: status, last day, currency, amount', () => {
    const small = order({ total: { amountMinor: 1, currency: 'ISK' } });
    const inEuros = order({ total: { amountMinor: 1, currency: 'EUR' } });
    expect(codeOf(pending(), small)).toBe('certificate_pending');
    expect(codeOf(voided(), small)).toBe('certificate_voided');
    expect(codeOf(redeemed(), small)).toBe('certificate_redeemed');
    expect(codeOf(active(PAST), small)).toBe('certificate_expired');
    expect(codeOf(active(), small)).toBe('currency_mismatch');
    expect(codeOf(active(), inEuros)).toBe('exceeds_amount_due');
  });
});

describe('reversing', () => {
  const used = order({ appliedMinor: 20_000 });

  it('gives the value back: certificate active, order less, redemption reversed, revenue to liability', () => {
    const outcome = reverse({ id: REDEMPTION_ID, certificate: redeemed() }, used, STAFF, NOW);
    expect(outcome).toMatchObject({
      type: 'decision',
      certificates: [{ expectedVersion: 3, row: { state: active().state } }],
      order: { expectedVersion: 7, row: { appliedMinor: 5_000 } },
      redemptions: [{ change: 'reverse', id: REDEMPTION_ID, at: NOW }],
      activities: [{ type: 'redemption_reversed', actor: STAFF, details: { orderId: ORDER_ID } }],
      transfers: [{ kind: 'reverse', from: 'revenue', to: 'liability', amount: AMOUNT }],
    });
  });

  it('ends as expired at once when its day has passed meanwhile, and books both steps', () => {
    const outcome = reverse({ id: REDEMPTION_ID, certificate: redeemed(PAST) }, used, STAFF, NOW);
    expect(outcome).toMatchObject({
      certificates: [{ row: { state: { status: 'expired', validity: PAST } } }],
      activities: [{ type: 'redemption_reversed' }, { type: 'expired', actor: { kind: 'system' } }],
      transfers: [
        { kind: 'reverse', from: 'revenue', to: 'liability' },
        { kind: 'expire', from: 'liability', to: 'breakage' },
      ],
    });
  });

  it('is refused once the order is closed or past its time', () => {
    const of = (changes: Parameters<typeof order>[0]) =>
      reverse({ id: REDEMPTION_ID, certificate: redeemed() }, order(changes), STAFF, NOW);
    expect(of({ status: 'completed', closedAt: NOW })).toMatchObject({ code: 'order_closed' });
    expect(of({ expiresAt: NOW })).toMatchObject({ code: 'order_closed' });
  });

  it('never takes a certificate off an order it was not used on', () => {
    const other = order({ id: '00000000-0000-7000-8000-0000000000d2', appliedMinor: 15_000 });
    expect(() => reverse({ id: REDEMPTION_ID, certificate: redeemed() }, other, STAFF, NOW)).toThrow(
      TypeError,
    );
  });
});

describe('what strangers may not learn', () => {
  it('is that a pending or a voided certificate exists', () => {
    const statuses = ['pending', 'active', 'redeemed', 'voided', 'expired'] as const;
    expect(statuses.filter(isHiddenFromStrangers)).toEqual(['pending', 'voided']);
  });
});
