import { describe, expect, it } from 'vitest';
import type { Storefront } from '../../api/client.ts';
import { newGiftDraft } from './gift-draft.ts';
import { amountChoiceOf, giftInputOf, giftProblems, giftTerms, localDateAt } from './gift-input.ts';

const storefront: Storefront = {
  brand: {
    slug: 'aurora',
    name: 'Aurora Journeys',
    publicEmail: 'hello@aurora.example',
    brandColour: '#0B5C5E',
    currency: 'EUR',
    language: 'en',
    timeZone: 'Pacific/Auckland',
  },
  heading: 'Give a journey',
  intro: '',
  portalEnabled: true,
  amountMinMinor: 2500,
  amountMaxMinor: 200_000,
  suggestedAmountsMinor: [5000, 10_000, 15_000, 25_000],
  expiresAfterDays: 730,
  terms: '',
  testMode: true,
};
const terms = giftTerms(storefront, new Date('2026-11-22T12:30:00Z'));
const complete = {
  ...newGiftDraft(),
  recipientName: ' Łucja Brønsted ',
  recipientEmail: 'lucja@example.com ',
  purchaserName: 'Mateo & Ana',
  purchaserEmail: 'mateo@example.com',
};

describe('giftTerms', () => {
  it("counts days on the business's calendar, not the browser's", () => {
    expect(terms.today).toBe('2026-11-23');
    expect(localDateAt(new Date('2026-11-22T12:30:00Z'), 'America/Los_Angeles')).toBe('2026-11-22');
  });
});

describe('amountChoiceOf', () => {
  it('starts with the middle suggestion and falls back to it when a suggestion is gone', () => {
    expect(amountChoiceOf(complete, terms)).toBe(15_000);
    expect(amountChoiceOf({ ...complete, amountChoice: 7700 }, terms)).toBe(15_000);
  });

  it('asks for an amount when the business suggests none', () => {
    expect(amountChoiceOf(complete, { ...terms, suggestedAmountsMinor: [] })).toBe('other');
  });
});

describe('giftInputOf', () => {
  it('trims names and addresses and keeps the message within as it is', () => {
    const input = giftInputOf({ ...complete, message: ' Thirty\n\nlooks good. ' }, terms);
    expect(input.recipient).toEqual({ name: 'Łucja Brønsted', email: 'lucja@example.com' });
    expect(input.message).toBe('Thirty\n\nlooks good.');
  });

  it('makes the purchaser the recipient of a gift for oneself', () => {
    const input = giftInputOf({ ...complete, isForMyself: true }, terms);
    expect(input.recipient).toEqual({ name: 'Mateo & Ana', email: 'mateo@example.com' });
  });

  it('sends neither an address nor a day for a certificate that is printed', () => {
    const input = giftInputOf(
      { ...complete, delivery: 'print', deliverWhen: 'date', deliverOn: '2026-12-24' },
      terms,
    );
    expect(input.recipient.email).toBeNull();
    expect(input.deliverOn).toBeNull();
  });
});

describe('giftProblems', () => {
  it('finds none in a complete gift', () => {
    expect(giftProblems(complete, terms)).toEqual({});
  });

  it('names the limits when the amount is outside them, and says what is wrong when it is no amount', () => {
    const other = (otherAmount: string) =>
      giftProblems({ ...complete, amountChoice: 'other', otherAmount }, terms).amountMinor;
    expect(other('10')).toContain('€25.00 to €2,000.00');
    expect(other('2000.01')).toContain('€25.00 to €2,000.00');
    expect(other('')).toBe('Enter an amount from €25.00 to €2,000.00.');
    expect(other('a lot')).toBe('Write the amount as a plain number such as 150, from €25.00 to €2,000.00.');
    expect(other('75.555')).toContain('€25.00 to €2,000.00');
    expect(other('75.5555')).toBe('Amounts in EUR have at most 2 decimals.');
    expect(other('75,50')).toBeUndefined();
  });

  it('asks for what is missing, in the order of the form', () => {
    expect(Object.keys(giftProblems(newGiftDraft(), terms))).toEqual([
      'recipient.name',
      'purchaser.name',
      'recipient.email',
      'purchaser.email',
    ]);
  });

  it('asks for nothing about a recipient who is the purchaser', () => {
    expect(Object.keys(giftProblems({ ...newGiftDraft(), isForMyself: true }, terms))).toEqual([
      'purchaser.name',
      'purchaser.email',
    ]);
  });

  it('refuses a message of 10,000 characters and a day outside the coming year', () => {
    const problems = giftProblems(
      { ...complete, message: 'x'.repeat(10_000), deliverWhen: 'date', deliverOn: '2026-11-22' },
      terms,
    );
    expect(problems.message).toContain('500');
    const inWords = /^Choose a day from today, November 23, 2026, to .+ 20\d\d\.$/;
    expect(problems.deliverOn).toMatch(inWords);
    for (const deliverOn of ['2028-01-01', '']) {
      expect(giftProblems({ ...complete, deliverWhen: 'date', deliverOn }, terms).deliverOn).toMatch(inWords);
    }
  });
});
