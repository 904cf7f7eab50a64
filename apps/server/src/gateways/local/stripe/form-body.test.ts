import { describe, expect, it } from 'vitest';
import { paramName, parseFormBody } from './form-body.ts';

describe('a form as Stripe encodes it', () => {
  it('becomes nested objects and lists', () => {
    const body =
      'mode=payment&line_items[0][quantity]=1&line_items[1][quantity]=2&metadata[a-b]=x%26y&expand[]=a&expand[]=b';
    expect(parseFormBody(body)).toEqual({
      mode: 'payment',
      line_items: [{ quantity: '1' }, { quantity: '2' }],
      metadata: { 'a-b': 'x&y' },
      expand: ['a', 'b'],
    });
  });

  it.each([
    '__proto__[x]=1',
    'a[constructor]=1',
    'a[b]c=1',
    '=1',
    'a[0]=1&a[0][b]=2',
    `a${'[b]'.repeat(9)}=1`,
  ])('is refused as %j', (body) => {
    expect(() => parseFormBody(body)).toThrow();
  });

  it('is refused with too many fields', () => {
    expect(() => parseFormBody('a=1&'.repeat(301))).toThrow('Too many');
  });

  it('names a parameter the way Stripe does', () => {
    expect(paramName(['line_items', 0, 'price_data', 'currency'])).toBe(
      'line_items[0][price_data][currency]',
    );
  });
});
