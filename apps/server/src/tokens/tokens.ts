import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
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
  verify<A extends Audience>(audience: A, token: string): Promise<Claims<A> | null>;
};

const TOKEN_LENGTH_MAX = 2_000;

/** Short signed statements of ours (JWT, HS256), a key of its own for each audience. */
export function createTokens(appSecret: string, clock: Clock): Tokens {
  // Prepared once: a key given as bytes is prepared anew for each token.
  const keys = new Map<Audience, Promise<CryptoKey>>();
  const keyOf = (audience: Audience): Promise<CryptoKey> => {
    const known =
      keys.get(audience) ?? importKey(hkdfSync('sha256', appSecret, '', `boon/token/${audience}/v1`, 32));
    keys.set(audience, known);
    return known;
  };
  return {
    async sign(audience, claims, issuedAt = clock.now()) {
      const issued = Math.floor(issuedAt.getTime() / 1000);
      const expires = issued + AUDIENCES[audience].lifetimeSeconds;
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(await keyOf(audience));
      return { token, expiresAt: new Date(expires * 1000) };
    },

    async verify<A extends Audience>(audience: A, token: string) {
      if (token.length > TOKEN_LENGTH_MAX) return null;
      try {
        const { payload } = await jwtVerify(token, await keyOf(audience), {
          audience,
          algorithms: ['HS256'],
          currentDate: clock.now(),
        });
        const claims = AUDIENCES[audience].claims.safeParse(payload);
        return claims.success ? (claims.data as Claims<A>) : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

function importKey(bytes: ArrayBuffer): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
