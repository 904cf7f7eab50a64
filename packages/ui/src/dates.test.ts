import { describe, expect, it } from 'vitest';
import { formatInstant, formatLocalDate } from './dates.ts';

describe('formatLocalDate', () => {
  it('names the same day in every zone the browser may be in', () => {
    expect(formatLocalDate('2028-11-22', 'en')).toBe('November 22, 2028');
    expect(formatLocalDate('2028-01-01', 'de')).toBe('1. Januar 2028');
  });

  it('has a medium and a short form', () => {
    expect(formatLocalDate('2028-11-22', 'en', 'medium')).toBe('Nov 22, 2028');
    expect(formatLocalDate('2028-11-22', 'en-GB', 'short')).toBe('22/11/2028');
  });
});

describe('formatInstant', () => {
  it("shows the clock of the workspace's zone", () => {
    expect(formatInstant('2026-11-22T23:30:00Z', 'en-GB', 'Europe/Oslo')).toBe('23 Nov 2026, 00:30');
  });
});
