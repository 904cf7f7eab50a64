import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

const ids = z.object({ workspaceId: z.uuid() });

/** What each kind of token is for and says. A token of one audience is worthless for any other. */
const AUDIENCES = {
  /** The widget on one order, in the language it speaks. */
  checkout: { claims: ids.extend({ orderId: z.uuid(), language: z.string() }), lifetimeSeconds: 2 * 3600 },
  /** The customer coming back from the payment page. */
  purchase: {
    claims: ids.extend({ certificateId: z.uuid(), paymentId: z.uuid() }),
    lifetimeSeconds: 7 * 86_400,
  },
  /** The recipient's own page, linked in the mail; it must outlive any certificate. */
  certificate: { claims: ids.extend({ certificateId: z.uuid() }), lifetimeSeconds: 15 * 365 * 86_400 },
  /** A customer who has entered a closed segment. */
  segment: {
    claims: z.discriminatedUnion('way', [
      ids.extend({ segmentId: z.uuid(), way: z.literal('access_code') }),
      ids.extend({ segmentId: z.uuid(), way: z.literal('email'), email: z.string() }),
    ]),
    lifetimeSeconds: 2 * 3600,
  },
  /** One PDF, for the page that shows the link. */
  document: { claims: ids.extend({ certificateId: z.uuid() }), lifetimeSeconds: 2 * 3600 },
} as const;

export type Audience = keyof typeof AUDIENCES;
export type Claims<A extends Audience> = z.infer<(typeof AUDIENCES)[A]['claims']>;

export type SignedToken = { readonly token: string; readonly expiresAt: Date };

export type Tokens = {
  /** The same claims and `issuedAt` give the same token, so that a repeated call to a provider repeats exactly. */
  sign<A extends Audience>(audience: A, claims: Claims<A>, issuedAt?: Date): Promise<SignedToken>;
  /** Null for anything but a token of ours, for this audience, not yet expired. */
  verify<A extends Audience>(audience: A, token: string): Claims<A> | null;
};

const TOKEN_LENGTH_MAX = 2_000;
const HEADER = { alg: 'HS256' } as const;
const ENCODED_HEADER = Buffer.from(JSON.stringify(HEADER)).toString('base64url');
const stamp = z.object({ aud: z.string(), exp: z.number() });

/**
 * Short signed statements of ours (JWT, HS256), a key of its own for each audience. They are verified here and at once:
 * jose leaves that to another thread, which costs a call of the widget a tenth of its time. It is asked for its opinion by
 * the tests.
 */
export function createTokens(appSecret: string, clock: Clock): Tokens {
  const keys = new Map<Audience, KeyObject>();
  const keyOf = (audience: Audience): KeyObject => {
    const known = keys.get(audience) ?? tokenKey(appSecret, audience);
    keys.set(audience, known);
    return known;
  };
  return {
    async sign(audience, claims, issuedAt = clock.now()) {
      const issued = Math.floor(issuedAt.getTime() / 1000);
      const expires = issued + AUDIENCES[audience].lifetimeSeconds;
      const token = await new SignJWT(claims)
        .setProtectedHeader(HEADER)
        .setAudience(audience)
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(keyOf(audience));
      return { token, expiresAt: new Date(expires * 1000) };
    },

    verify<A extends Audience>(audience: A, token: string) {
      if (token.length > TOKEN_LENGTH_MAX) return null;
      const payload = readSigned(token, keyOf(audience));
      const stamped = stamp.safeParse(payload);
      if (!stamped.success || stamped.data.aud !== audience) return null;
      if (stamped.data.exp <= Math.floor(clock.now().getTime() / 1000)) return null;
      const claims = AUDIENCES[audience].claims.safeParse(payload);
      return claims.success ? (claims.data as Claims<A>) : null;
    },
  };
}

export function tokenKey(appSecret: string, audience: Audience): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', appSecret, '', `boon/token/${audience}/v1`, 32)));
}

/** What the token says, or null when it was not signed with this key. One header is known, so no algorithm can be chosen. */
function readSigned(token: string, key: KeyObject): unknown {
  const [header, payload, signature, ...more] = token.split('.');
  if (header !== ENCODED_HEADER || !payload || !signature || more.length > 0) return null;
  const expected = Buffer.from(createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url'));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
