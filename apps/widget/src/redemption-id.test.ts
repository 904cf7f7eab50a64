import { describe, expect, it } from 'vitest';
import { attemptFor, createRedemptionId } from './redemption-id.ts';

describe('redemption id', () => {
  it('is a version 7 UUID that carries its time', () => {
    const id = createRedemptionId(Date.UTC(2026, 10, 22));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 22));
  });

  it('differs each time, also within one millisecond', () => {
    expect(new Set(Array.from({ length: 1000 }, () => createRedemptionId(1))).size).toBe(1000);
  });

  it('stays the same for a repeat of the code that has had no answer', () => {
    const first = attemptFor('A'.repeat(12), null);
    expect(attemptFor('A'.repeat(12), first)).toBe(first);
  });

  it('is a new one for another code, and for the same code once it was answered', () => {
    const first = attemptFor('A'.repeat(12), null);
    expect(attemptFor('B'.repeat(12), first).redemptionId).not.toBe(first.redemptionId);
    expect(attemptFor('A'.repeat(12), null).redemptionId).not.toBe(first.redemptionId);
  });
});
