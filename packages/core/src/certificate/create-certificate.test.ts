import { describe, expect, it } from 'vitest';
import {
  active,
  CERTIFICATE_ID,
  facts,
  NOW,
  openPayment,
  PAID,
  PAYMENT_ID,
  pending,
  STAFF,
  ZONE,
} from '../testing/given.ts';
import type { Actor } from './activity.ts';
import type { StoredCertificate } from './certificate.ts';
import { activate, createCertificate, deliveryWindow, purchaseOnPortal } from './create-certificate.ts';
import type { Decision, Outcome } from './decision.ts';

const RULE = { expiresAfterDays: 730, timeZone: ZONE };
const PURCHASER: Actor = { kind: 'purchaser', id: null, name: 'Anna Berg' };
const CASH = { method: 'cash', reference: 'till 4' } as const;

function decided(outcome: Outcome): Decision {
  if (outcome.type === 'refusal') throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

const types = (decision: Decision) => decision.activities.map(({ type }) => type);
const mails = (decision: Decision) =>
  decision.messages.map((message) => [
    message.kind === 'mail' ? message.template : message.kind,
    message.runAt,
  ]);

const confirm = (certificate: StoredCertificate, payment = openPayment(certificate)) =>
  activate(certificate, PAID, payment, RULE, PURCHASER, NOW);

describe('a purchase on the portal', () => {
  it('is pending, holds an open payment of its amount, and asks the provider by itself five minutes later', () => {
    const decision = purchaseOnPortal(facts(), PAYMENT_ID, NOW);
    expect(decision.certificates).toEqual([
      { row: { ...facts(), state: { status: 'pending' } }, expectedVersion: null },
    ]);
    expect(decision.payments).toEqual([openPayment()]);
    expect(decision.messages).toEqual([
      {
        kind: 'payment_check',
        certificateId: CERTIFICATE_ID,
        paymentId: PAYMENT_ID,
        runAt: new Date('2026-11-22T12:05:00.000Z'),
      },
    ]);
    expect(decision.transfers).toEqual([]);
    expect(types(decision)).toEqual(['created']);
  });

  it('reads, once paid: created, purchased, purchased from portal, activated from portal', () => {
    const bought = purchaseOnPortal(facts(), PAYMENT_ID, NOW);
    const paid = decided(confirm(pending()));
    expect([...types(bought), ...types(paid)]).toEqual([
      'created',
      'purchased',
      'purchased_from_portal',
      'activated_from_portal',
    ]);
    expect([...bought.activities, ...paid.activities].map(({ actor }) => actor.kind)).toEqual([
      'purchaser',
      'purchaser',
      'purchaser',
      'system',
    ]);
  });
});

describe('activation', () => {
  it('sets the time, the payment and the last day, closes the payment, and books cash as liability once', () => {
    const decision = decided(confirm(pending()));
    expect(decision.certificates).toMatchObject([
      {
        expectedVersion: 3,
        row: {
          payment: PAID,
          state: {
            status: 'active',
            activatedAt: NOW,
            validity: {
              validThrough: '2028-11-21',
              timeZone: ZONE,
              expiresAt: new Date('2028-11-22T00:00:00.000Z'),
            },
          },
        },
      },
    ]);
    expect(decision.payments).toEqual([
      { ...openPayment(), status: 'paid', reference: 'pi_1', closedAt: NOW },
    ]);
    expect(decision.transfers).toEqual([
      {
        certificateId: CERTIFICATE_ID,
        kind: 'issue',
        from: 'cash',
        to: 'liability',
        amount: { amountMinor: 15_000, currency: 'EUR' },
        at: NOW,
      },
    ]);
  });

  it('queues the receipt at once, and the gift at once when no day was chosen', () => {
    expect(mails(decided(confirm(pending())))).toEqual([
      ['receipt', NOW],
      ['gift', NOW],
    ]);
  });

  it('queues the gift for eight in the morning of its day, local time', () => {
    const certificate = { ...pending(), deliverOn: '2026-12-24' };
    const rule = { expiresAfterDays: null, timeZone: 'America/New_York' };
    const decision = decided(activate(certificate, PAID, openPayment(certificate), rule, PURCHASER, NOW));
    expect(mails(decision)).toEqual([
      ['receipt', NOW],
      ['gift', new Date('2026-12-24T13:00:00.000Z')],
    ]);
  });

  it('sends the gift at once when its morning is already over', () => {
    const certificate = { ...pending(), deliverOn: '2026-11-22' };
    expect(mails(decided(confirm(certificate)))).toEqual([
      ['receipt', NOW],
      ['gift', NOW],
    ]);
  });

  it('sends no gift mail for one that is printed at home', () => {
    const certificate = {
      ...pending(),
      delivery: 'print' as const,
      recipient: { name: 'Jon Fell', email: null },
    };
    expect(mails(decided(confirm(certificate)))).toEqual([['receipt', NOW]]);
  });

  it('gives no last day in a workspace whose certificates never expire', () => {
    const rule = { expiresAfterDays: null, timeZone: ZONE };
    const decision = decided(activate(pending(), PAID, openPayment(), rule, PURCHASER, NOW));
    expect(decision.certificates[0]?.row.state).toEqual({
      status: 'active',
      activatedAt: NOW,
      validity: null,
    });
  });

  it.each([
    ['another amount', { amount: { amountMinor: 14_999, currency: 'EUR' } }],
    ['another currency', { amount: { amountMinor: 15_000, currency: 'ISK' } }],
    ['another certificate', { certificateId: '00000000-0000-7000-8000-0000000000c2' }],
  ])('is refused for a payment of %s', (_what, changes) => {
    expect(confirm(pending(), { ...openPayment(), ...changes })).toMatchObject({
      type: 'refusal',
      code: 'amount_out_of_range',
    });
  });

  it('happens once: the second confirmation of the same payment is refused', () => {
    expect(confirm(active())).toMatchObject({ type: 'refusal', code: 'certificate_active' });
  });
});

describe('a certificate made by staff or a booking site', () => {
  const make = (changes: Parameters<typeof facts>[0], announce: 'send' | 'silent' = 'send') =>
    createCertificate(facts({ origin: 'admin', ...changes }), RULE, STAFF, announce, NOW);

  it('stays pending and off the books without a payment', () => {
    const decision = make({});
    expect(decision.certificates).toMatchObject([
      { expectedVersion: null, row: { state: { status: 'pending' } } },
    ]);
    expect(decision).toMatchObject({ transfers: [], messages: [], payments: [] });
    expect(types(decision)).toEqual(['created']);
  });

  it('is active at once when it was paid, and says how', () => {
    const decision = make({ payment: CASH });
    expect(types(decision)).toEqual(['created', 'purchased', 'activated']);
    expect(decision.activities[1]?.details).toMatchObject({ ...CASH, amountMinor: 15_000, currency: 'EUR' });
    expect(decision.transfers).toMatchObject([{ kind: 'issue', from: 'cash', to: 'liability' }]);
    expect(mails(decision)).toEqual([
      ['receipt', NOW],
      ['gift', NOW],
    ]);
  });

  it.each(['complimentary', 'compensation'] as const)('is a grant, no sale, when it is %s', (kind) => {
    const decision = make({ kind });
    expect(types(decision)).toEqual(['created', 'activated']);
    expect(decision.transfers).toMatchObject([{ kind: 'issue', from: 'grant', to: 'liability' }]);
    expect(mails(decision)).toEqual([['gift', NOW]]);
  });

  it('tells nobody when it is made silently', () => {
    expect(make({ payment: CASH }, 'silent').messages).toEqual([]);
  });
});

describe('the days a delivery may be planned for', () => {
  it('are counted where the business is', () => {
    const late = new Date('2026-11-22T23:30:00.000Z');
    expect(deliveryWindow(late, 'Pacific/Kiritimati', 366)).toEqual({
      today: '2026-11-23',
      deliverOnMax: '2027-11-24',
    });
  });
});
