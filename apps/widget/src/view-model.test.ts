import { describe, expect, it } from 'vitest';
import { wordingFor } from './messages.ts';
import { addedRedemption, INITIAL, reduce, type State, type WidgetOrder } from './state.ts';
import { viewOf } from './view-model.ts';

const redemption = { id: 'r1', codeLast4: '9HWD', amountMinor: 6250 };
const bare: WidgetOrder = {
  reference: 'AJ-1',
  status: 'open',
  language: 'en',
  currency: 'EUR',
  totalMinor: 18750,
  appliedMinor: 0,
  dueMinor: 18750,
  testMode: false,
  redemptions: [],
};
const paid: WidgetOrder = { ...bare, appliedMinor: 6250, dueMinor: 12500, redemptions: [redemption] };
const view = (state: State, enabled = true) =>
  viewOf(state, wordingFor({ locale: null, orderLanguage: state.order?.language, words: state.words }), {
    enabled,
  });

describe('the widget on screen', () => {
  it('can be typed into before the order has been read', () => {
    expect(view(reduce(INITIAL, { type: 'started', task: { kind: 'read' } }))).toMatchObject({
      fieldShown: true,
      enabled: true,
      busy: null,
      error: '',
    });
  });

  it('offers nothing but another try while the order could not be read', () => {
    const failed = reduce(INITIAL, { type: 'failed', problem: { code: 'unavailable' } });
    expect(view(failed)).toMatchObject({ fieldShown: false, enabled: true, button: 'Try again' });
    expect(view(reduce(failed, { type: 'started', task: { kind: 'read' } })).busy).toBe('field');
  });

  it('offers no other try when only a new page can help', () => {
    const stale = reduce(INITIAL, { type: 'failed', problem: { code: 'unauthorized' } });
    expect(view(stale)).toMatchObject({ fieldShown: false, enabled: false, button: '' });
  });

  it('lists what is applied with its last four characters and what is left to pay', () => {
    const applied = reduce(INITIAL, { type: 'applied', order: paid, redemption });
    expect(view(applied).items).toEqual([
      {
        id: 'r1',
        text: 'Gift certificate ending 9HWD\u00a0· ',
        amount: '−€62.50',
        removeText: 'Remove',
        removeLabel: 'Remove gift certificate ending 9HWD',
      },
    ]);
    expect(view(applied).status).toBe('€62.50 applied. Left to pay: €125.00.');
  });

  it('says that nothing is left to pay when the certificates cover all', () => {
    const order = { ...paid, totalMinor: 6250, dueMinor: 0 };
    expect(view(reduce(INITIAL, { type: 'read', order })).status).toBe(
      '€62.50 applied. Nothing is left to pay.',
    );
  });

  it('says what was removed until something newer happens', () => {
    const removed = reduce(reduce(INITIAL, { type: 'read', order: paid }), {
      type: 'removed',
      order: bare,
      redemption,
    });
    expect(view(removed).status).toBe('€62.50 removed. Left to pay: €187.50.');
    expect(view(reduce(removed, { type: 'failed', problem: { code: 'code_not_found' } })).status).toBe('');
  });

  it('wipes an error away with the first character typed, but not one that typing cannot mend', () => {
    const open = reduce(INITIAL, { type: 'read', order: bare });
    const typo = reduce(open, { type: 'failed', problem: { code: 'code_malformed', reason: 'check' } });
    expect(view(typo)).toMatchObject({ fieldInvalid: true, enabled: true });
    expect(view(reduce(typo, { type: 'typed' })).error).toBe('');
    const stale = reduce(open, { type: 'failed', problem: { code: 'unauthorized' } });
    expect(view(reduce(stale, { type: 'typed' }))).toMatchObject({ enabled: false, fieldInvalid: false });
    expect(view(reduce(stale, { type: 'typed' })).error).toContain('reload');
  });

  it('is closed with the order: no field, no Remove, and it says so', () => {
    const closed = view(reduce(INITIAL, { type: 'read', order: { ...paid, status: 'completed' } }));
    expect(closed).toMatchObject({ enabled: false, itemsRemovable: false });
    expect(closed.hint).toContain('closed');
    expect(closed).toMatchObject({ fieldShown: false, button: '', error: '' });
  });

  it('says of an order that was cancelled or ran out that its certificates can be used again', () => {
    const over = { ...paid, status: 'cancelled', redemptions: [] } as const;
    const read = view(reduce(INITIAL, { type: 'read', order: over }));
    expect(read.hint).toContain('can be used again');
    const told = reduce(INITIAL, { type: 'failed', problem: { code: 'order_closed' } });
    expect(view(reduce(told, { type: 'read', order: over })).error).toContain('can be used again');
  });

  it('says it aloud to whoever has pressed Remove, and once', () => {
    const [redemption] = paid.redemptions;
    if (!redemption) throw new Error('nothing to remove');
    const order = { ...paid, status: 'cancelled', redemptions: [] } as const;
    const removed = view(reduce(INITIAL, { type: 'removed', order, redemption }));
    expect(removed).toMatchObject({
      hint: '',
      error: '',
      status: expect.stringContaining('can be used again'),
    });
  });

  it('says nothing of what is left to pay of a closed order: it was paid another way, or is not owed', () => {
    const read = (status: WidgetOrder['status']) =>
      view(reduce(INITIAL, { type: 'read', order: { ...paid, status } }));
    expect([read('completed').status, read('cancelled').status]).toEqual(['', '']);
    expect(read('open').status).toContain('Left to pay');
  });

  it('keeps saying that the order was closed under the customer’s hand, and says it once', () => {
    const open = reduce(INITIAL, { type: 'read', order: paid });
    const told = reduce(open, { type: 'failed', problem: { code: 'order_closed' } });
    const closed = view(reduce(told, { type: 'read', order: { ...paid, status: 'completed' } }));
    expect(closed.error).toContain('closed');
    expect(closed.hint).toBe('');
  });

  it('does not ask for a code when nothing is left to pay', () => {
    const order = { ...paid, totalMinor: 6250, dueMinor: 0 };
    expect(view(reduce(INITIAL, { type: 'read', order })).hint).toBe('');
    expect(view(reduce(INITIAL, { type: 'read', order: paid })).hint).toContain('Enter its code');
  });

  it('offers no other try on a site that is not allowed, and does not blame the certificate', () => {
    const refused = view(reduce(INITIAL, { type: 'failed', problem: { code: 'origin_not_allowed' } }));
    expect(refused).toMatchObject({ fieldShown: false, button: '' });
    expect(refused.error).toContain('complete your booking without one');
  });

  it('is disabled by its host', () => {
    expect(view(reduce(INITIAL, { type: 'read', order: bare }), false).enabled).toBe(false);
  });

  it('shows the test mode as the order says', () => {
    expect(view(reduce(INITIAL, { type: 'read', order: { ...bare, testMode: true } })).testMode).toBe(
      'Test mode',
    );
    expect(view(reduce(INITIAL, { type: 'read', order: bare })).testMode).toBeNull();
  });
});

describe('the redemption an answer added', () => {
  it('is found by the id it was asked for, else as the one that was not there before', () => {
    expect(addedRedemption(bare, paid, 'r1')).toEqual(redemption);
    expect(addedRedemption(bare, paid, 'other')).toEqual(redemption);
    expect(addedRedemption(paid, paid, 'other')).toBeNull();
  });
});
