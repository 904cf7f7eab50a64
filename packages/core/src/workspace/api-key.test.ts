import { describe, expect, it } from 'vitest';
import { API_KEYS_MAX, checkApiKey } from './api-key.ts';

const key = (changes: Partial<Parameters<typeof checkApiKey>[0]> = {}) => ({
  name: 'Booking site',
  scopes: ['redeem'] as const,
  ...changes,
});

describe('checkApiKey', () => {
  it('finds nothing wrong with a name of its own and a scope', () => {
    expect(checkApiKey(key(), ['Accounting'])).toEqual({});
  });

  it('names each field that is missing', () => {
    expect(checkApiKey(key({ name: ' ', scopes: [] }), [])).toEqual({
      name: 'Enter a name that says where the key is used.',
      scopes: 'Choose at least one thing that the key may do.',
    });
  });

  it.each(['Booking site', ' booking SITE '])('refuses %j while "Booking site" is in use', (name) => {
    expect(checkApiKey(key({ name }), ['Booking site'])).toEqual({
      name: expect.stringContaining('Another key has this name'),
    });
  });

  it('refuses one key more than a workspace may have', () => {
    const names = Array.from({ length: API_KEYS_MAX }, (_, index) => `Key ${index}`);
    expect(checkApiKey(key(), names.slice(1))).toEqual({});
    expect(checkApiKey(key(), names)).toEqual({ name: expect.stringContaining('at most 50') });
  });
});
