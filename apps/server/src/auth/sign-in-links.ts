import { randomBytes } from 'node:crypto';
import { schema } from '@boon/db';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AuthOptions, Site } from './auth-options.ts';
import { hashToken } from './hashed-session-tokens.ts';

const { signInLinks, users } = schema;

const validMinutesDefault = 15;
const validMinutesMax = 24 * 60;

/** Plenty for our own tokens, and short enough that hashing whatever a caller sends stays cheap. */
export const linkTokenLengthMax = 100;

type LinkState = { kind: 'ready'; email: string } | { kind: 'used' | 'expired' | 'unknown' };

export type SignInLinks = {
  create(link: { email: string; validMinutes?: number }): Promise<string>;
  /** Changes nothing: mail scanners open links, often many times. */
  look(token: string): Promise<LinkState>;
  /** The user it signs in, once; null for every later and every concurrent caller. */
  consume(token: string): Promise<string | null>;
};

export function createSignInLinks(
  { database, clock }: Pick<AuthOptions, 'database' | 'clock'>,
  site: Site,
): SignInLinks {
  return {
    async create({ email, validMinutes = validMinutesDefault }) {
      if (!(validMinutes > 0 && validMinutes <= validMinutesMax)) {
        throw new RangeError(`A sign-in link is valid for 1 to ${validMinutesMax} minutes.`);
      }
      const now = clock.now();
      const token = randomBytes(32).toString('base64url');
      const [user] = await database
        .select({ id: users.id })
        .from(users)
        .where(eq(users.email, email.toLowerCase()));
      if (!user) throw new Error('A sign-in link needs a user who exists.');
      await database.insert(signInLinks).values({
        userId: user.id,
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt: new Date(now.getTime() + validMinutes * 60_000),
      });
      const url = new URL('/admin/sign-in/link', site.origin);
      url.searchParams.set('token', token);
      return url.href;
    },

    async look(token) {
      const [link] = await database
        .select({ usedAt: signInLinks.usedAt, expiresAt: signInLinks.expiresAt, email: users.email })
        .from(signInLinks)
        .innerJoin(users, eq(users.id, signInLinks.userId))
        .where(eq(signInLinks.tokenHash, hashToken(token)));
      if (!link) return { kind: 'unknown' };
      if (link.usedAt) return { kind: 'used' };
      return link.expiresAt > clock.now() ? { kind: 'ready', email: link.email } : { kind: 'expired' };
    },

    async consume(token) {
      const now = clock.now();
      const [link] = await database
        .update(signInLinks)
        .set({ usedAt: now })
        .where(
          and(
            eq(signInLinks.tokenHash, hashToken(token)),
            isNull(signInLinks.usedAt),
            gt(signInLinks.expiresAt, now),
          ),
        )
        .returning({ userId: signInLinks.userId });
      return link?.userId ?? null;
    },
  };
}
