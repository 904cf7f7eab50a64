import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Auth, createAuth } from '../auth/index.ts';
import { createTrpc } from '../routers/mount.ts';
import { createStaffReader } from '../routers/read-staff.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';

const PASSWORD = 'correct horse battery';
const NOON = new Date('2027-03-01T12:00:00Z');

let bed: ServicesTestBed;
let auth: Auth;
let app: Hono;

beforeAll(async () => {
  bed = await openServices();
  const { services } = bed;
  auth = createAuth({
    database: services.database.orm,
    secret: 'a secret of the tests, 32 bytes and more',
    publicUrl: services.publicUrl,
    clock: services.clock,
    isProduction: false,
    clientAddress: () => '192.0.2.1',
  });
  app = new Hono().route(
    '/api/trpc',
    createTrpc(services, createStaffReader(auth, services.publicUrl), () => '192.0.2.1', null),
  );
});
afterAll(() => bed.close());

const minutesAfterNoon = (minutes: number) =>
  bed.clock.moveTo(new Date(NOON.getTime() + minutes * 60 * 1_000));

async function givenOwner(secrets: { readonly password?: string }) {
  minutesAfterNoon(0);
  const { id: workspaceId } = await bed.newWorkspace();
  const email = `owner-${randomUUID()}@example.com`;
  await auth.ensureOwner({ workspaceId, email, name: 'Mara', ...secrets });
  return email;
}

async function enter(path: string, body: Record<string, string>): Promise<string> {
  const { publicUrl } = bed.services;
  const answer = await auth.handler.request(`${publicUrl}${path}`, {
    method: 'POST',
    headers: { origin: publicUrl, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body).toString(),
  });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0] ?? '')
    .join('; ');
}

async function call(name: string, cookie: string, input: unknown = {}) {
  const answer = await app.request(`${bed.services.publicUrl}/api/trpc/${name}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return { status: answer.status, text: await answer.text() };
}

const createKey = (cookie: string) =>
  call('admin.apiKeys.create', cookie, { name: `Key ${randomUUID()}`, scopes: ['read'] });

describe('a key', () => {
  it('is made and revoked only a short while after the password was typed', async () => {
    const email = await givenOwner({ password: PASSWORD });
    const cookie = await enter('/admin/auth/sign-in', { email, password: PASSWORD });
    minutesAfterNoon(14);
    expect((await createKey(cookie)).status).toBe(200);
    minutesAfterNoon(15);
    for (const refused of [
      await createKey(cookie),
      await call('admin.apiKeys.revoke', cookie, { id: randomUUID() }),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('"reason":"password_due"');
    }
    expect((await call('admin.apiKeys.list', cookie)).status).toBe(200);
    const again = await enter('/admin/auth/sign-in', { email, password: PASSWORD });
    expect((await createKey(again)).status).toBe(200);
  });

  it('is made at any time by who has no password to type', async () => {
    const email = await givenOwner({});
    const token = new URL(await auth.createSignInLink({ email })).searchParams.get('token') ?? '';
    const cookie = await enter('/admin/auth/link', { token });
    minutesAfterNoon(60);
    expect((await createKey(cookie)).status).toBe(200);
  });
});
