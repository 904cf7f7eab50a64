import { describe, expect, it } from 'vitest';
import { createFormats } from '../../formats/formats.ts';
import { type Activity, activityDetails, activitySentence, actorSentence } from './activity-words.ts';

const formats = createFormats('en', 'Europe/Oslo');

function activity(type: Activity['type'], details: Record<string, unknown> = {}): Activity {
  return { id: '1', type, at: '2026-11-22T10:00:00Z', actor: { kind: 'system', name: null }, details };
}

describe('the timeline in words', () => {
  it('tells who did it, whatever kind of actor', () => {
    expect(actorSentence({ kind: 'staff', name: 'Maja Lind' })).toBe('by Maja Lind');
    expect(actorSentence({ kind: 'purchaser', name: 'Omar' })).toBe('by Omar (purchaser)');
    expect(actorSentence({ kind: 'widget', name: null })).toBe('by the customer, in the checkout');
    expect(actorSentence({ kind: 'system', name: null })).toBe('by Boon');
  });

  it('tells money that could not be sent back from a mail that could not be sent', () => {
    expect(activitySentence(activity('send_failed', { deliveryId: '1' }))).toBe('Could not be sent');
    expect(activitySentence(activity('send_failed', { paymentId: '1' }))).toBe('Could not be refunded');
  });

  it('shows reasons, addresses, orders and amounts, and leaves ids out', () => {
    const redeemed = activity('redeemed', {
      orderId: '0193aaaa',
      orderReference: 'BK-1',
      amountMinor: 15_000,
      currency: 'EUR',
      reason: 5,
    });
    expect(activityDetails(redeemed, formats)).toEqual(['order BK-1', '€150.00']);
    expect(activityDetails(activity('voided', { reason: 'Bought twice' }), formats)).toEqual([
      '“Bought twice”',
    ]);
  });

  it('shows what was corrected, and by which day it was extended, beside what stood there before', () => {
    const person = (name: string, email: string | null) => ({ name, email });
    const corrected = activity('recipient_changed', {
      from: { purchaser: person('Omar', 'omar@example.com'), recipient: person('Lucia', null) },
      to: { purchaser: person('Omar', 'omar@example.com'), recipient: person('Łucja', 'lucja@example.com') },
    });
    expect(activityDetails(corrected, formats)).toEqual([
      'recipient Łucja instead of Lucia',
      'recipient’s address lucja@example.com instead of none',
    ]);
    const extended = activity('extended', { from: '2027-05-01', to: '2027-08-31' });
    expect(activityDetails(extended, formats)).toEqual(['valid through Aug 31, 2027 instead of May 1, 2027']);
    expect(activityDetails(activity('sent', { to: 'a@example.com', template: 'gift' }), formats)).toEqual([
      'to a@example.com',
      'gift to the recipient',
    ]);
  });
});
