import { describe, expect, it } from 'vitest';
import { addressToLimit } from './client-address.ts';

describe('the address a limit counts', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['none', 'none'],
  ])('of %s is %s', (address, limited) => {
    expect(addressToLimit(address)).toBe(limited);
  });
});
