import { createHmac, hkdfSync } from 'node:crypto';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Context } from 'hono';

type Clock = { now(): Date };

export type AuthOptions = {
  database: NodePgDatabase<Record<string, unknown>>;
  /** Root secret of at least 32 bytes; every purpose gets a key of its own, derived from it. */
  secret: string;
  publicUrl: string;
  clock: Clock;
  isProduction: boolean;
  /** The caller's address as far as it can be trusted; by default the socket's, so forwarded headers count for nothing. */
  clientAddress?: (context: Context) => string;
};

export const sessionIdleSeconds = 12 * 60 * 60;
export const sessionAbsoluteSeconds = 7 * 24 * 60 * 60;
export const passwordLength = { min: 12, max: 128 };

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export type Site = {
  origin: string;
  isSecure: boolean;
  /** Whether browsers send fetch metadata to this origin: https, or http to the machine itself. */
  isTrustworthy: boolean;
};

export function readSite(publicUrl: string, isProduction: boolean): Site {
  const url = new URL(publicUrl);
  const isSecure = url.protocol === 'https:';
  const isTrustworthy = isSecure || loopbackHosts.has(url.hostname);
  if (isProduction && !isTrustworthy) {
    throw new Error(
      'PUBLIC_URL must be https in production: without it the session cookie travels in the clear.',
    );
  }
  return { origin: url.origin, isSecure, isTrustworthy };
}

/** `__Host-` binds a cookie to this host and to TLS; browsers refuse that prefix over plain http. */
export function cookieName(name: string, site: Site): string {
  return site.isSecure ? `__Host-${name}` : name;
}

export type Purpose = 'session-cookie' | 'device-cookie' | 'limit-keys';

export function deriveKey(secret: string, purpose: Purpose): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `boon/auth/${purpose}`, 32)).toString('base64url');
}

export function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
