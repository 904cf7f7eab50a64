import { randomUUID } from 'node:crypto';
import { readActivities } from '@boon/db';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Auth, createAuth } from '../auth/index.ts';
import { MARA, newGift } from '../certificates/race-runner-of-test.ts';
import { issueCertificate } from '../certificates/staff-commands.ts';
import { createStaffFiles } from '../pages/staff-files.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { createTrpc } from './mount.ts';
import { createStaffReader } from './read-staff.ts';

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
  const readStaff = createStaffReader(auth, services.publicUrl);
  app = new Hono().route(
    '/api/trpc',
    createTrpc(services, readStaff, () => '192.0.2.1', null),
  );
  app.route('/admin', createStaffFiles(services, readStaff, null));
});
afterAll(() => bed.close());

const minutesAfterNoon = (minutes: number) =>
  bed.clock.moveTo(new Date(NOON.getTime() + minutes * 60 * 1_000));

async function givenOwner(secrets: { readonly password?: string }) {
  minutesAfterNoon(0);
  const { id: workspaceId } = await bed.newWorkspace();
  const email = `owner-${randomUUID()}@example.com`;
  await auth.ensureOwner({ workspaceId, email, name: 'Mara', ...secrets });
  return { email, workspaceId };
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

/** What a console left open would give away or destroy, on a certificate of its own. */
async function dangerous(workspaceId: string): Promise<Record<string, [string, object]>> {
  const { gift } = newGift();
  const issue = () => issueCertificate(bed.services, workspaceId, newGift(), MARA);
  const [{ id, version }, corrected] = [await issue(), await issue()];
  return {
    'making a key': ['admin.apiKeys.create', { name: `Key ${randomUUID()}`, scopes: ['read'] }],
    'revoking a key': ['admin.apiKeys.revoke', { id: randomUUID() }],
    'revealing a code': ['admin.certificates.revealCode', { id }],
    'deciding where the code is sent': [
      'admin.certificates.correct',
      { id: corrected.id, version, purchaser: gift.purchaser, recipient: gift.recipient },
    ],
    'voiding, with or without a refund': ['admin.certificates.void', { id, version, reason: 'a mistake' }],
  };
}

const openPdf = (cookie: string, id: string) =>
  app.request(`${bed.services.publicUrl}/admin/certificates/${id}/pdf`, { headers: { cookie } });

describe('a certificate on paper, which shows its code', () => {
  it('is opened only a short while after the password was typed, and who opened it is written down', async () => {
    const { email, workspaceId } = await givenOwner({ password: PASSWORD });
    const cookie = await enter('/admin/auth/sign-in', { email, password: PASSWORD });
    const { id } = await issueCertificate(bed.services, workspaceId, newGift(), MARA);
    const readers = async () =>
      (await readActivities(bed.services.database, workspaceId, id)).flatMap(({ type, actorName }) =>
        type === 'code_revealed' ? [actorName] : [],
      );
    minutesAfterNoon(15);
    const refused = await openPdf(cookie, id);
    expect(refused.status).toBe(303);
    expect(refused.headers.get('location')).toBe(`/admin/certificates/${id}#sign-in-again`);
    expect(await readers()).toEqual([]);
    minutesAfterNoon(14);
    const opened = await openPdf(cookie, id);
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await readers()).toEqual(['Mara']);
  });
});

describe('what gives power or takes value away', () => {
  it('is done only a short while after the password was typed', async () => {
    const { email, workspaceId } = await givenOwner({ password: PASSWORD });
    const cookie = await enter('/admin/auth/sign-in', { email, password: PASSWORD });
    const calls = await dangerous(workspaceId);
    minutesAfterNoon(15);
    for (const [what, [name, input]] of Object.entries(calls)) {
      const refused = await call(name, cookie, input);
      expect(refused.status, what).toBe(403);
      expect(refused.text, what).toContain('"reason":"password_due"');
    }
    expect((await call('admin.apiKeys.list', cookie)).status).toBe(200);
    minutesAfterNoon(14);
    for (const [what, [name, input]] of Object.entries(calls)) {
      expect((await call(name, cookie, input)).text, what).not.toContain('password_due');
    }
  });

  it('is done again once the password was typed again', async () => {
    const { email, workspaceId } = await givenOwner({ password: PASSWORD });
    minutesAfterNoon(60);
    const again = await enter('/admin/auth/sign-in', { email, password: PASSWORD });
    for (const [what, [name, input]] of Object.entries(await dangerous(workspaceId))) {
      const expected = what === 'revoking a key' ? 404 : 200;
      expect((await call(name, again, input)).status, what).toBe(expected);
    }
  });

  it('is done at any time by who has no password to type', async () => {
    const { email, workspaceId } = await givenOwner({});
    const token = new URL(await auth.createSignInLink({ email })).searchParams.get('token') ?? '';
    const cookie = await enter('/admin/auth/link', { token });
    const calls = await dangerous(workspaceId);
    minutesAfterNoon(60);
    for (const [what, [name, input]] of Object.entries(calls)) {
      expect((await call(name, cookie, input)).text, what).not.toContain('password_due');
    }
  });
});
