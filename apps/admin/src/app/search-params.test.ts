import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search-params.ts';

describe('search parameters', () => {
  it('reads as a person would write it: lists by comma, no quotes, nothing empty', () => {
    expect(
      stringifySearch({
        q: 'Łucja 9',
        status: ['active', 'expired'],
        origin: [],
        expires: 30,
        sold: undefined,
      }),
    ).toBe('?q=%C5%81ucja%209&status=active,expired&expires=30');
    expect(stringifySearch({})).toBe('');
  });

  it('gives back what it was given', () => {
    expect(parseSearch(stringifySearch({ q: 'a,b & c=d', expires: 30 }))).toEqual({
      q: 'a,b & c=d',
      expires: '30',
    });
  });
});
