import { describe, expect, it } from 'vitest';
import { emptyDraft, type IssueDraft, readDraft } from './issue-draft.ts';

const ID = '01934567-89ab-7000-8000-000000000000';
const draft: IssueDraft = {
  ...emptyDraft,
  amount: '150,50',
  purchaserName: 'Omar Haddad',
  purchaserEmail: 'omar@example.com',
  recipientName: ' Łucja Brønsted ',
  recipientEmail: 'lucja@example.com',
};

function inputOf(changes: Partial<IssueDraft>) {
  const read = readDraft(ID, { ...draft, ...changes }, 'EUR');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.input;
}

describe('readDraft', () => {
  it('gives integers, trimmed names and a payment only when it was paid', () => {
    expect(inputOf({ reference: ' K-17 ' })).toMatchObject({
      id: ID,
      amountMinor: 15_050,
      kind: 'purchased',
      payment: { method: 'cash', reference: 'K-17' },
      recipient: { name: 'Łucja Brønsted', email: 'lucja@example.com' },
    });
    expect(inputOf({ settlement: 'pending' })).toMatchObject({ kind: 'purchased', payment: null });
    expect(inputOf({ settlement: 'complimentary' })).toMatchObject({ kind: 'complimentary', payment: null });
    expect(inputOf({ settlement: 'compensation' })).toMatchObject({ kind: 'compensation', payment: null });
  });

  it('names every field that needs another look', () => {
    const read = readDraft(ID, { ...emptyDraft, amount: '12.345,678', message: 'x'.repeat(501) }, 'EUR');
    expect(read.ok).toBe(false);
    expect(Object.keys(read.ok ? {} : read.problems).sort()).toEqual(
      [
        'amountMinor',
        'message',
        'purchaser.email',
        'purchaser.name',
        'recipient.email',
        'recipient.name',
      ].sort(),
    );
  });

  it('asks for no e-mail address and sends no date when it is printed', () => {
    expect(inputOf({ delivery: 'print', recipientEmail: '', deliverOn: '2026-12-24' })).toMatchObject({
      recipient: { email: null },
      deliverOn: null,
    });
  });
});
