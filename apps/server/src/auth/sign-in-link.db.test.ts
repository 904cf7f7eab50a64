import { schema } from '@boon/db';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, openTestBed, post, publicUrl, requestWith, type TestBed } from './auth-test-bed.ts';

const { signInLinks } = schema;

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const consume = (token: string, headers = {}) =>
  post(bed.auth, '/admin/auth/link', { as: 'form', body: { token }, headers });

async function newLink(validMinutes?: number) {
  const owner = await bed.newOwner();
  const url = await bed.auth.createSignInLink({
    email: owner.email,
    ...(validMinutes !== undefined && { validMinutes }),
  });
  return { ...owner, url, token: new URL(url).searchParams.get('token') ?? '' };
}

describe('a sign-in link', () => {
  it('signs its user in, sends them to the console and says so in the session', async () => {
    const { url, token, email, userId, workspaceId } = await newLink();
    expect(url.startsWith(`${publicUrl}/admin/sign-in/link?token=`)).toBe(true);
    const response = await consume(token);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/admin');
    const session = await bed.auth.readSession(requestWith(cookiesOf(response)));
    expect(session?.user).toEqual({ id: userId, name: 'Anna Owner', email });
    expect(session?.memberships).toEqual([{ workspaceId, role: 'owner' }]);
  });

  it('works once, also when 20 people press the button at the same moment', async () => {
    const { token } = await newLink();
    const responses = await Promise.all(Array.from({ length: 20 }, () => consume(token)));
    const winners = responses.filter((response) => response.status === 303);
    expect(winners).toHaveLength(1);
    expect(responses.filter((response) => response.status === 410)).toHaveLength(19);
    expect(responses.filter((response) => response.headers.getSetCookie().length > 0)).toEqual(winners);
  });

  it('is not used up by a scanner that opens it 50 times', async () => {
    const { url, token } = await newLink();
    for (const method of ['GET', 'HEAD']) {
      const opened = await Promise.all(
        Array.from({ length: 50 }, async () => bed.auth.handler.request(url, { method })),
      );
      expect(new Set(opened.map((response) => response.status))).toEqual(new Set([200]));
      expect(opened.every((response) => response.headers.getSetCookie().length === 0)).toBe(true);
    }
    expect((await consume(token)).status).toBe(303);
  });

  it('is stored as a hash, so the table signs nobody in', async () => {
    const { token, userId } = await newLink();
    const [row] = await bed.database.select().from(signInLinks).where(eq(signInLinks.userId, userId));
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await consume(row?.tokenHash ?? '')).status).toBe(404);
  });

  it('expires when its minutes are over, and its page says what to do', async () => {
    const { url, token } = await newLink(15);
    bed.clock.forwardMinutes(15);
    expect((await consume(token)).status).toBe(410);
    const page = await bed.auth.handler.request(url);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('This link has expired');
  });

  it('may be made for a day at the longest', async () => {
    const { email } = await newLink(24 * 60);
    await expect(bed.auth.createSignInLink({ email, validMinutes: 24 * 60 + 1 })).rejects.toThrow(RangeError);
  });

  it('says on its page that it was used, or was never ours', async () => {
    const { url, token } = await newLink();
    await consume(token);
    expect(await (await bed.auth.handler.request(url)).text()).toContain('This link has been used');
    for (const foreign of ['', '?token=', '?token=unknown', `?token=${'x'.repeat(5000)}`]) {
      const page = await bed.auth.handler.request(`${publicUrl}/admin/sign-in/link${foreign}`);
      expect(page.status).toBe(404);
      expect(await page.text()).toContain('This link is not valid');
    }
  });

  it('has a page that no cache, index, referrer or frame keeps or passes on', async () => {
    const { url } = await newLink();
    const { headers } = await bed.auth.handler.request(url);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('escapes what it shows', async () => {
    const page = await bed.auth.handler.request(
      `${publicUrl}/admin/sign-in/link?token=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect(await page.text()).not.toContain('<script');
  });

  it('can be pressed on its own no-referrer page, whose Origin is null, and from no other site', async () => {
    const { token } = await newLink();
    const crossSite = { origin: 'null', 'sec-fetch-site': 'cross-site' };
    expect((await consume(token, crossSite)).status).toBe(403);
    expect((await consume(token, { origin: 'null' })).status).toBe(403);
    expect((await consume(token, { origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('replaces the session the browser had', async () => {
    const { token } = await newLink();
    const second = await newLink();
    const before = cookiesOf(await consume(token));
    const after = cookiesOf(await consume(second.token, { cookie: before }));
    expect(await bed.auth.readSession(requestWith(before))).toBeNull();
    expect((await bed.auth.readSession(requestWith(after)))?.user.id).toBe(second.userId);
  });
});
