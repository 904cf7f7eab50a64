import { schema } from '@boon/db';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthEndpoint, isAPIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { z } from 'zod';
import {
  type AuthOptions,
  cookieName,
  deriveKey,
  passwordLength,
  type Site,
  sessionAbsoluteSeconds,
} from './auth-options.ts';
import { withHashedSessionTokens } from './hashed-session-tokens.ts';

const { accounts, sessions, users, verifications } = schema;

const addressHeader = 'boon-client-address';
const userAgentLengthMax = 255;

type Caller = { address: string; userAgent: string };

export type SignInLibrary = {
  /** The Set-Cookie values of a new session, or null for any wrong combination, after the same work. */
  signInWithPassword(
    credentials: { email: string; password: string },
    caller: Caller,
  ): Promise<string[] | null>;
  /** The Set-Cookie values of a new session of a user who has proved who they are in another way. */
  signInAs(userId: string, caller: Caller): Promise<string[]>;
  hashPassword(password: string): Promise<string>;
};

/** better-auth keeps users, passwords and (later) second factors; nothing outside this file knows it. */
export function createSignInLibrary(
  { database, secret, clock }: Pick<AuthOptions, 'database' | 'secret' | 'clock'>,
  site: Site,
): SignInLibrary {
  const auth = betterAuth({
    baseURL: site.origin,
    // A versioned list, because only then does the library ignore its own environment variables.
    secrets: [{ version: 1, value: deriveKey(secret, 'session-cookie') }],
    database: withHashedSessionTokens(
      drizzleAdapter(database, {
        provider: 'pg',
        schema: { user: users, account: accounts, session: sessions, verification: verifications },
      }),
    ),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    session: {
      fields: { token: 'tokenHash', updatedAt: 'lastSeenAt' },
      expiresIn: sessionAbsoluteSeconds,
      disableSessionRefresh: true,
    },
    databaseHooks: {
      session: {
        create: { before: async (session) => ({ data: { ...session, ...lifetime(clock.now()) } }) },
      },
    },
    advanced: {
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // The library would write `__Secure-`; the full name and its attributes are given instead.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookieName('boon_session', site),
          attributes: { secure: site.isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
    plugins: [provenUser],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });

  return {
    async signInWithPassword(credentials, caller) {
      try {
        const { headers } = await auth.api.signInEmail({
          body: credentials,
          headers: headersOf(caller),
          returnHeaders: true,
        });
        return headers.getSetCookie();
      } catch (error) {
        if (isAPIError(error) && error.status === 'UNAUTHORIZED') return null;
        throw error;
      }
    },
    async signInAs(userId, caller) {
      const { headers } = await auth.api.signInProvenUser({
        body: { userId },
        headers: headersOf(caller),
        returnHeaders: true,
      });
      return headers.getSetCookie();
    },
    async hashPassword(password) {
      const { password: hasher } = await auth.$context;
      return hasher.hash(password);
    },
  };
}

/** Without a path, so it cannot be reached over HTTP: whoever calls it has checked the proof. */
const provenUser = {
  id: 'proven-user',
  endpoints: {
    signInProvenUser: createAuthEndpoint(
      { method: 'POST', body: z.object({ userId: z.uuid() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new Error('The user of a sign-in link is gone.');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
      },
    ),
  },
};

function lifetime(now: Date) {
  return {
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + sessionAbsoluteSeconds * 1000),
  };
}

/** The library sees these two facts of a request and no header of the caller's. */
function headersOf(caller: Caller): Headers {
  return new Headers({
    'user-agent': caller.userAgent.slice(0, userAgentLengthMax),
    [addressHeader]: caller.address,
  });
}
