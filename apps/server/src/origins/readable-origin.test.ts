import { describe, expect, it } from 'vitest';
import { readableOrigin } from './readable-origin.ts';

describe('the readable name of an origin', () => {
  it.each([
    ['https://xn--bcher-kva.example', 'https://bücher.example'],
    ['https://shop.xn--d1acpjx3f.xn--p1ai:8443', 'https://shop.яндекс.рф:8443'],
  ])('of %s is %s', (origin, readable) => {
    expect(readableOrigin(origin)).toBe(readable);
  });

  it('is none where there is nothing to read, or nothing that leads back', () => {
    for (const origin of [
      'https://www.example.com',
      'http://localhost:5173',
      'https://xn--.example',
      'https://xn--zzzzzzzzzzz.example',
      'https://xn--a-ecp.example',
      'null',
    ]) {
      expect([origin, readableOrigin(origin)]).toEqual([origin, null]);
    }
  });
});
