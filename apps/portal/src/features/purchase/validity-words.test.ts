import { describe, expect, it } from 'vitest';
import { validityWords } from './validity-words.ts';

const terms = { today: '2026-11-27', language: 'en' } as const;

describe('validityWords', () => {
  it('names the last day that a certificate bought today will have, across a leap day too', () => {
    expect(validityWords({ ...terms, expiresAfterDays: 730 })).toBe(
      'Valid through November 26, 2028 when bought today. Used in full on one booking.',
    );
    expect(validityWords({ ...terms, expiresAfterDays: 1 })).toContain('November 28, 2026 when');
  });

  it('says so when a certificate does not expire', () => {
    expect(validityWords({ ...terms, expiresAfterDays: null })).toBe(
      'It does not expire. Used in full on one booking.',
    );
  });
});
