import { describe, expect, it } from 'vitest';
import { uuidV7 } from './uuid-v7.ts';

describe('uuidV7', () => {
  it('has the version, the variant and the time in it', () => {
    const id = uuidV7(new Date(0x0193_4567_89ab));
    expect(id).toMatch(/^01934567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('never gives the same id twice in a millisecond', () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 500 }, () => uuidV7(now))).size).toBe(500);
  });
});
