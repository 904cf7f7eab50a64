import { describe, expect, it } from 'vitest';
import { uuidV7 } from './uuid-v7.ts';

describe('uuidV7', () => {
  it('has the version, the variant and the shape of RFC 9562', () => {
    expect(uuidV7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('begins with the 48-bit millisecond time', () => {
    expect(uuidV7(0x017f22e279b0).startsWith('017f22e2-79b0-7')).toBe(true);
  });

  it('does not repeat within one millisecond', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidV7(1))).size).toBe(1000);
  });
});
