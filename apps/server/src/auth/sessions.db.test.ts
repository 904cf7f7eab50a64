import { schema } from '@boon/db';
import { eq } from 'drizzle-orm';
import { serializeSigned } from 'hono/utils/cookie';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKey } from './auth-options.ts';
import {
  cookiesOf,
  openTestBed,
  password,
  post,
  requestWith,
  signIn,
  type TestBed,
} from './auth-test-bed.ts';

const { sessions } = schema;

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

async function signedInOwner(headers = {}) {
  const owner = await bed.newOwner();
  const response = await signIn(bed.auth, { email: owner.email, password }, headers);
  return { ...owner, response, cookie: cookiesOf(response) };
}

const rowsOf = (userId: string) => bed.database.select().from(sessions).where(eq(sessions.userId, userId));

describe('the session cookie', () => {
  it('is bound to the host and to TLS, and out of reach of scripts', async () => {
    const { response } = await signedInOwner();
    const cookie =
      response.headers.getSetCookie().find((value) => value.startsWith('__Host-boon_session=')) ?? '';
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/Domain=/i);
  });

  it('goes without Secure on http, where browsers would drop it', async () => {
    const publicUrl = 'http://localhost:3000';
    const local = bed.another({ publicUrl, isProduction: false });
    const { email, userId } = await bed.newOwner();
    const response = await signIn(local, { email, password }, { origin: publicUrl });
    const cookie = response.headers.getSetCookie().find((value) => value.startsWith('boon_session=')) ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).not.toMatch(/; Secure/);
    expect((await local.readSession(requestWith(cookiesOf(response))))?.user.id).toBe(userId);
  });

  it('cannot be made from what the database holds', async () => {
    const { cookie, userId } = await signedInOwner();
    const [row] = await rowsOf(userId);
    const stored = row?.tokenHash ?? '';
    expect(stored).not.toBe('');
    expect(decodeURIComponent(cookie)).not.toContain(stored);
    const key = deriveKey('a secret of the tests, 32 bytes and more', 'session-cookie');
    const forged = await serializeSigned('__Host-boon_session', stored, key, { path: '/', secure: true });
    expect(await bed.auth.readSession(requestWith(forged.split(';', 1)[0] ?? ''))).toBeNull();
    expect(await bed.auth.readSession(requestWith(`__Host-boon_session=${stored}`))).toBeNull();
  });

  it('is refused when it is changed, of another name or of another secret', async () => {
    const { cookie } = await signedInOwner();
    expect(await bed.auth.readSession(requestWith(cookie))).not.toBeNull();
    const changed = cookie.replace(
      /(__Host-boon_session=)(.)/,
      (_, name, first) => name + (first === 'a' ? 'b' : 'a'),
    );
    expect(await bed.auth.readSession(requestWith(changed))).toBeNull();
    expect(await bed.auth.readSession(requestWith(cookie.replaceAll('__Host-', '')))).toBeNull();
    const stranger = bed.another({ secret: 'another secret of the tests, 32 bytes' });
    expect(await stranger.readSession(requestWith(cookie))).toBeNull();
    expect(await bed.auth.readSession(requestWith(''))).toBeNull();
  });
});

describe('a session', () => {
  it('ends in the database when its owner signs out', async () => {
    const { cookie, userId } = await signedInOwner();
    const response = await post(bed.auth, '/admin/auth/sign-out', { headers: { cookie } });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie().join()).toMatch(/__Host-boon_session=;.*Max-Age=0/);
    expect(await rowsOf(userId)).toEqual([]);
    expect(await bed.auth.readSession(requestWith(cookie))).toBeNull();
  });

  it('cannot be ended from another site', async () => {
    const { cookie } = await signedInOwner();
    const headers = { cookie, origin: 'https://evil.example' };
    expect((await post(bed.auth, '/admin/auth/sign-out', { headers })).status).toBe(403);
    expect(await bed.auth.readSession(requestWith(cookie))).not.toBeNull();
  });

  it('is replaced at sign-in, so a planted cookie gains nothing', async () => {
    const { cookie, email, userId } = await signedInOwner();
    const again = cookiesOf(await signIn(bed.auth, { email, password }, { cookie }));
    expect(again).not.toBe(cookie);
    expect(await bed.auth.readSession(requestWith(cookie))).toBeNull();
    expect(await bed.auth.readSession(requestWith(again))).not.toBeNull();
    expect(await rowsOf(userId)).toHaveLength(1);
  });

  it('of another device stays when one signs out', async () => {
    const { cookie, email } = await signedInOwner();
    const other = cookiesOf(await signIn(bed.auth, { email, password }));
    await post(bed.auth, '/admin/auth/sign-out', { headers: { cookie } });
    expect(await bed.auth.readSession(requestWith(other))).not.toBeNull();
  });

  it('remembers the address and the browser it was opened from, and no header that claims another', async () => {
    const { userId } = await signedInOwner({
      'test-address': '198.51.100.9',
      'x-forwarded-for': '10.9.8.7',
      'user-agent': `Browser ${'x'.repeat(1000)}`,
    });
    const [row] = await rowsOf(userId);
    expect(row?.ipAddress).toBe('198.51.100.9');
    expect(row?.userAgent).toMatch(/^Browser x+$/);
    expect(row?.userAgent?.length).toBe(255);
  });

  it('ends after 12 hours without use', async () => {
    const { cookie } = await signedInOwner();
    bed.clock.forwardMinutes(12 * 60 - 1);
    expect(await bed.auth.readSession(requestWith(cookie))).not.toBeNull();
    bed.clock.forwardMinutes(12 * 60 - 1);
    expect(await bed.auth.readSession(requestWith(cookie))).not.toBeNull();
    bed.clock.forwardMinutes(12 * 60);
    expect(await bed.auth.readSession(requestWith(cookie))).toBeNull();
  });

  it('ends after 7 days however much it is used, and the sweep removes it', async () => {
    const { cookie, userId } = await signedInOwner();
    for (let hour = 0; hour < 7 * 24 - 8; hour += 8) {
      bed.clock.forwardMinutes(8 * 60);
      expect(await bed.auth.readSession(requestWith(cookie))).not.toBeNull();
    }
    bed.clock.forwardMinutes(8 * 60);
    expect(await bed.auth.readSession(requestWith(cookie))).toBeNull();
    bed.clock.forwardMinutes(1);
    await bed.auth.removeExpired();
    expect(await rowsOf(userId)).toEqual([]);
  });

  it('is not opened over plain http in production', () => {
    expect(() => bed.another({ publicUrl: 'http://boon.example' })).toThrow(/PUBLIC_URL/);
    expect(() => bed.another({ secret: 'short' })).toThrow(/32 bytes/);
  });
});
