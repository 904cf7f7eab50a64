import type { StaffRole } from '@boon/core';
import { schema } from '@boon/db';
import { and, eq, gt, isNotNull, lt, sql } from 'drizzle-orm';
import { parseSigned } from 'hono/utils/cookie';
import { type AuthOptions, cookieName, deriveKey, type Site, sessionIdleSeconds } from './auth-options.ts';
import { hashToken } from './hashed-session-tokens.ts';

const { accounts, members, sessions, users } = schema;

const touchEverySeconds = 5 * 60;

export type Session = {
  sessionId: string;
  user: { id: string; name: string; email: string };
  /** When this person last proved who they are, which is what began the session. */
  signedInAt: Date;
  hasPassword: boolean;
  memberships: { workspaceId: string; role: StaffRole }[];
};

export type SessionStore = {
  read(request: Request): Promise<Session | null>;
  /** Deletes the session this request carries, if there is one; its cookie is worthless from then on. */
  revoke(request: Request): Promise<void>;
};

export function createSessionStore(
  { database, secret, clock }: Pick<AuthOptions, 'database' | 'secret' | 'clock'>,
  site: Site,
): SessionStore {
  const name = cookieName('boon_session', site);
  const key = deriveKey(secret, 'session-cookie');

  const passwordOfUser = database
    .select({ one: sql`1` })
    .from(accounts)
    .where(
      and(
        eq(accounts.userId, sessions.userId),
        eq(accounts.providerId, 'credential'),
        isNotNull(accounts.password),
      ),
    );
  const liveSession = database
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      signedInAt: sessions.createdAt,
      hasPassword: sql<boolean>`exists (${passwordOfUser})`,
      user: { id: users.id, name: users.name, email: users.email },
      workspaceId: members.workspaceId,
      role: members.role,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(members, eq(members.userId, users.id))
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('tokenHash')),
        gt(sessions.expiresAt, sql.placeholder('now')),
        gt(sessions.lastSeenAt, sql.placeholder('idleSince')),
      ),
    )
    .prepare('auth_live_session');

  async function tokenHashOf(request: Request): Promise<string | null> {
    const cookies = await parseSigned(request.headers.get('cookie') ?? '', key, name);
    const token = cookies[name];
    return token ? hashToken(token) : null;
  }

  /** Written at most once in five minutes a session, so that reading stays a read. */
  async function touch(sessionId: string, lastSeenAt: Date, now: Date): Promise<void> {
    const staleSince = secondsBefore(now, touchEverySeconds);
    if (lastSeenAt > staleSince) return;
    await database
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, now)));
  }

  return {
    async read(request) {
      const tokenHash = await tokenHashOf(request);
      if (!tokenHash) return null;
      const now = clock.now();
      const rows = await liveSession.execute({
        tokenHash,
        now,
        idleSince: secondsBefore(now, sessionIdleSeconds),
      });
      const [first] = rows;
      if (!first) return null;
      await touch(first.sessionId, first.lastSeenAt, now);
      return {
        sessionId: first.sessionId,
        user: first.user,
        signedInAt: first.signedInAt,
        hasPassword: first.hasPassword,
        memberships: rows.flatMap(({ workspaceId, role }) =>
          workspaceId && role ? [{ workspaceId, role }] : [],
        ),
      };
    },
    async revoke(request) {
      const tokenHash = await tokenHashOf(request);
      if (tokenHash) await database.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
    },
  };
}

function secondsBefore(now: Date, seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}
