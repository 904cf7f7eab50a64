import { describe, expect, it } from 'vitest';
import { validityWords } from './validity-words.ts';

describe('validityWords', () => {
  it('says whole years as years and anything else exactly, in days', () => {
    expect(validityWords(730)).toBe('Valid for 2 years from purchase. Used in full on one booking.');
    expect(validityWords(365)).toContain('1 year from');
    expect(validityWords(1)).toContain('1 day from');
    expect(validityWords(1000)).toContain('1,000 days from');
  });

  it('says so when a certificate does not expire', () => {
    expect(validityWords(null)).toBe('It does not expire. Used in full on one booking.');
  });
});
