import type { Context } from 'hono';
import { describe, expect, it } from 'vitest';
import { createAddressReader, isAddressRange } from './address-reader.ts';

function requestOf(peer: string, forwardedFor?: string): Context {
  const incoming = { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } };
  return { env: { incoming }, req: { header: () => forwardedFor } } as unknown as Context;
}

describe('the address of a caller', () => {
  const read = createAddressReader(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

  it.each([
    ['is the one a proxy of ours names', '10.1.2.3', '198.51.100.7', '198.51.100.7'],
    [
      'is the last that is no proxy of ours',
      '10.1.2.3',
      '203.0.113.9, 198.51.100.7, 192.0.2.1',
      '198.51.100.7',
    ],
    ['is not what a stranger writes in front', '10.1.2.3', '1.1.1.1, 198.51.100.7', '198.51.100.7'],
    ['is read through IPv6 and mapped addresses', '::ffff:10.1.2.3', '2001:db8::5, fd00::1', '2001:db8::5'],
    ['is read without the port that some proxies add', '10.1.2.3', '198.51.100.7:52811', '198.51.100.7'],
    [
      'is read without brackets, with and without a port',
      '10.1.2.3',
      '[2001:db8::5]:443, [fd00::1]',
      '2001:db8::5',
    ],
    ['is IPv4 however it is mapped', '10.1.2.3', '::ffff:c633:6407', '198.51.100.7'],
    ["is the socket's when a stranger sends the header", '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ["is the proxy's when it names nobody", '10.1.2.3', undefined, '10.1.2.3'],
    ["is the proxy's when it names no address", '10.1.2.3', 'unknown', '10.1.2.3'],
  ])('%s', (_name, peer, forwardedFor, address) => {
    expect(read(requestOf(peer, forwardedFor))).toBe(address);
  });

  it("is the socket's where no proxy is trusted", () => {
    expect(createAddressReader([])(requestOf('198.51.100.7', '203.0.113.9'))).toBe('198.51.100.7');
  });
});

it.each([
  ['10.0.0.0/8', true],
  ['192.0.2.1', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/8/8', false],
  ['proxy.example', false],
  ['', false],
])('%j is a range of addresses: %s', (text, expected) => {
  expect(isAddressRange(text)).toBe(expected);
});
