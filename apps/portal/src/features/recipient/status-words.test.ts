import { describe, expect, it } from 'vitest';
import { statusWords } from './status-words.ts';

const brand = {
  slug: 'aurora',
  name: 'Aurora Journeys',
  publicEmail: 'hello@aurora.example',
  brandColour: '#0B5C5E',
  currency: 'EUR',
  language: 'en-GB',
  timeZone: 'Europe/Oslo',
};

describe('statusWords', () => {
  it('says until when a usable certificate is valid', () => {
    expect(statusWords({ status: 'active', brand, validThrough: '2028-11-22' })).toEqual({
      word: 'Ready to use',
      sentence: 'Valid through 22 November 2028.',
    });
    expect(statusWords({ status: 'active', brand, validThrough: null }).sentence).toBe('It does not expire.');
  });

  it('never calls a used, voided, expired or unpaid certificate usable', () => {
    const words = (['redeemed', 'voided', 'expired', 'pending'] as const).map(
      (status) => statusWords({ status, brand, validThrough: '2028-11-22' }).word,
    );
    expect(words).toEqual(['Used', 'Cancelled', 'Expired', 'Not paid yet']);
  });
});
