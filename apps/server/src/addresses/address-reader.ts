import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { socketAddress } from './client-address.ts';

/** The address of who is really calling, as far as it can be trusted. */
export type ReadAddress = (context: Context) => string;

/**
 * Through proxies of ours, the last address that `X-Forwarded-For` names and that is not a proxy itself; everybody else
 * may write into that header what they like, so for them it is the socket's.
 * @param trustedProxies addresses or ranges in CIDR notation
 */
export function createAddressReader(trustedProxies: readonly string[]): ReadAddress {
  if (trustedProxies.length === 0) return socketAddress;
  const trusted = new BlockList();
  for (const range of trustedProxies) {
    const [address = '', bits] = range.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  const isTrusted = (address: string) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && trusted.check(plain, familyOf(plain));
  };
  return (context) => {
    const peer = socketAddress(context);
    if (!isTrusted(peer)) return peer;
    const hops = (context.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
    const client = hops.findLast((hop) => !isTrusted(hop));
    return client !== undefined && isIP(plainAddress(client)) !== 0 ? plainAddress(client) : peer;
  };
}

/** Whether a text is an address or a range that `createAddressReader` takes. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$/;
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/** Without the port and the brackets that some proxies write, and IPv4 as IPv4 however it is mapped. */
function plainAddress(text: string): string {
  const [, bracketed, dotted] = WITH_PORT.exec(text) ?? [];
  const address = bracketed ?? dotted ?? text;
  const [, high, low] = MAPPED.exec(address) ?? [];
  if (high === undefined || low === undefined) return address.replace(/^::ffff:(?=\d+\.)/i, '');
  const bits = Number.parseInt(high, 16) * 0x1_00_00 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join('.');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
