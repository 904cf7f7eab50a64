import { randomUUID } from 'node:crypto';
import { schema } from '@boon/db';
import { createTestDatabase } from '@boon/db/testing';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type Auth, type AuthOptions, createAuth } from './index.ts';

const { workspaces } = schema;

export const publicUrl = 'https://boon.example';
export const password = 'correct horse battery';
const noon = new Date('2026-03-01T12:00:00Z');

export type TestBed = {
  auth: Auth;
  database: NodePgDatabase<Record<string, unknown>>;
  pool: pg.Pool;
  clock: { now(): Date; forwardMinutes(minutes: number): void };
  /** A workspace with an owner who has `password`, and an e-mail address of their own. */
  newOwner(): Promise<{ email: string; userId: string; workspaceId: string }>;
  /** Another server on the same database. */
  another(options: Partial<AuthOptions>): Auth;
  close(): Promise<void>;
};

/** Sign-in on a real database under the role the server runs as, with a clock the test moves. */
export async function openTestBed(): Promise<TestBed> {
  const testDatabase = await createTestDatabase();
  const asServer = new URL(testDatabase.url);
  asServer.searchParams.set('options', '-c role=boon_app');
  const pool = new pg.Pool({ connectionString: asServer.href, max: 20 });
  pool.on('error', () => {});
  const owner = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
  owner.on('error', () => {});
  const database = drizzle(pool);

  let offsetMs = 0;
  const clock = {
    now: () => new Date(noon.getTime() + offsetMs),
    forwardMinutes(minutes: number) {
      offsetMs += minutes * 60_000;
    },
  };
  const options: AuthOptions = {
    database,
    secret: 'a secret of the tests, 32 bytes and more',
    publicUrl,
    clock,
    isProduction: true,
    clientAddress: (context) => context.req.header('test-address') ?? '192.0.2.1',
  };
  const another = (changed: Partial<AuthOptions>) => createAuth({ ...options, ...changed });
  const auth = createAuth(options);

  return {
    auth,
    database,
    pool,
    clock,
    another,
    async newOwner() {
      const workspaceId = randomUUID();
      const email = `owner-${workspaceId}@example.com`;
      await drizzle(owner).insert(workspaces).values(workspaceRow(workspaceId));
      const { userId } = await auth.ensureOwner({ workspaceId, email, name: 'Anna Owner', password });
      return { email, userId, workspaceId };
    },
    async close() {
      await pool.end();
      await owner.end();
      await testDatabase.drop();
    },
  };
}

function workspaceRow(id: string): typeof workspaces.$inferInsert {
  return {
    id,
    slug: `w-${id}`,
    name: 'Aurora Journeys',
    publicEmail: 'hello@example.com',
    notificationEmail: 'team@example.com',
    brandColour: '#0B5C5E',
    currency: 'EUR',
    language: 'en',
    timeZone: 'Europe/Berlin',
    portalEnabled: true,
    portalHeading: 'Give a journey',
    portalIntro: '',
    amountMinMinor: 2500,
    amountMaxMinor: 200_000,
    suggestedAmountsMinor: [5000, 10_000],
    expiresAfterDays: 730,
    terms: '',
    allowedOrigins: [],
  };
}

type Post = { body?: Record<string, string>; as?: 'json' | 'form'; headers?: Record<string, string> };

/** A POST from one of our own pages, unless its headers say otherwise. */
export async function post(auth: Auth, path: string, { body = {}, as = 'json', headers = {} }: Post = {}) {
  return auth.handler.request(`${publicUrl}${path}`, {
    method: 'POST',
    body: as === 'json' ? JSON.stringify(body) : new URLSearchParams(body).toString(),
    headers: {
      origin: publicUrl,
      'content-type': as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...headers,
    },
  });
}

export async function signIn(auth: Auth, body: { email: string; password: string }, headers = {}) {
  return post(auth, '/admin/auth/sign-in', { body, headers });
}

/** What a browser would send back after this answer. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}

export function requestWith(cookie: string): Request {
  return new Request(`${publicUrl}/api/trpc/admin.session`, { headers: { cookie } });
}
