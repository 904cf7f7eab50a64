import { schema } from '@boon/db';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cookiesOf,
  openTestBed,
  password,
  post,
  publicUrl,
  requestWith,
  signIn,
  type TestBed,
} from './auth-test-bed.ts';

const { accounts, signInLimits } = schema;

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const from = (address: string) => ({ 'test-address': address });

describe('signing in with a password', () => {
  it('answers 204 with a session, whatever the case of the address', async () => {
    const { email, userId } = await bed.newOwner();
    const response = await signIn(
      bed.auth,
      { email: ` ${email.toUpperCase()} `, password },
      from('198.51.100.1'),
    );
    expect(response.status).toBe(204);
    const session = await bed.auth.readSession(requestWith(cookiesOf(response)));
    expect(session?.user.id).toBe(userId);
  });

  it('sends a form on to the console', async () => {
    const { email } = await bed.newOwner();
    const response = await post(bed.auth, '/admin/auth/sign-in', { as: 'form', body: { email, password } });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/admin');
  });

  it('gives one answer to a wrong password, an unknown address and an account without a password', async () => {
    const { email, workspaceId } = await bed.newOwner();
    const withoutPassword = `link-only-${workspaceId}@example.com`;
    await bed.auth.ensureOwner({ workspaceId, email: withoutPassword, name: 'Link Only' });
    const answers = await Promise.all(
      [email, 'nobody@example.com', withoutPassword].map(async (address) => {
        const response = await signIn(bed.auth, { email: address, password: 'wrong password' });
        return { status: response.status, headers: [...response.headers], body: await response.text() };
      }),
    );
    expect(answers[0]?.status).toBe(401);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('spends the time of a password check on an unknown address too', async () => {
    const { email } = await bed.newOwner();
    const timed = async (address: string, index: number) => {
      const start = performance.now();
      await signIn(bed.auth, { email: address, password: 'wrong password' }, from(`203.0.113.${index}`));
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      known.push(await timed(email, index));
      unknown.push(await timed(`nobody-${index}@example.com`, index));
    }
    const fastest = (times: number[]) => Math.min(...times);
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) / 2);
  });

  it('names the field that is missing and stores nothing', async () => {
    const response = await signIn(bed.auth, { email: 'not an address', password: '' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem: unknown = await response.json();
    expect(problem).toMatchObject({
      code: 'validation_failed',
      fields: { email: expect.any(String), password: expect.any(String) },
    });
  });

  it('refuses bodies that are too large, not JSON, or of another media type', async () => {
    const huge = await signIn(bed.auth, { email: 'a@example.com', password: 'x'.repeat(10_000) });
    expect(huge.status).toBe(413);
    const text = await post(bed.auth, '/admin/auth/sign-in', { headers: { 'content-type': 'text/plain' } });
    expect(text.status).toBe(415);
    const broken = await bed.auth.handler.request(`${publicUrl}/admin/auth/sign-in`, {
      method: 'POST',
      body: '{"email":',
      headers: { origin: publicUrl, 'content-type': 'application/json' },
    });
    expect(broken.status).toBe(422);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sibling host', { origin: 'https://shop.boon.example', 'sec-fetch-site': 'same-site' }],
    ['plain http', { origin: 'http://boon.example' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['nowhere', { origin: '' }],
  ])('refuses a request from %s before it looks at the password', async (_, headers) => {
    const { email } = await bed.newOwner();
    const response = await signIn(bed.auth, { email, password }, headers);
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toMatchObject({ code: 'origin_refused' });
  });
});

describe('guessing', () => {
  it('is stopped per account, across addresses, and the account is free again within a minute', async () => {
    const { email } = await bed.newOwner();
    const attempts = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        signIn(bed.auth, { email, password: 'wrong password' }, from(`203.0.113.${100 + index}`)),
      ),
    );
    const statuses = attempts.map((response) => response.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    const refused = await signIn(bed.auth, { email, password }, from('203.0.113.200'));
    expect(refused.status).toBe(429);
    const waitSeconds = Number(refused.headers.get('retry-after'));
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(30);
    bed.clock.forwardMinutes(0.5);
    expect((await signIn(bed.auth, { email, password }, from('203.0.113.200'))).status).toBe(204);
  });

  it('by strangers does not shut out a browser that has signed in before', async () => {
    const { email } = await bed.newOwner();
    const device = cookiesOf(await signIn(bed.auth, { email, password }, from('198.51.100.20')));
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        signIn(bed.auth, { email, password: 'wrong password' }, from(`198.51.100.${100 + index}`)),
      ),
    );
    const elsewhere = await signIn(bed.auth, { email, password }, from('198.51.100.21'));
    expect(elsewhere.status).toBe(429);
    const atHome = await signIn(bed.auth, { email, password }, { ...from('198.51.100.20'), cookie: device });
    expect(atHome.status).toBe(204);
  });

  it('is stopped per address, where one IPv6 customer is one address', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 22 }, (_, index) =>
        signIn(
          bed.auth,
          { email: `nobody-${index}@example.org`, password: 'x' },
          from(`2001:db8:0:7::${index.toString(16)}`),
        ),
      ),
    );
    const statuses = attempts.map((response) => response.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });

  it('leaves neither addresses nor e-mails in the limits', async () => {
    const rows = await bed.database.select().from(signInLimits);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/@|2001:db8|203\.0\.113|192\.0\.2/);
  });

  it('does not count against people who sign in rightly', async () => {
    const { email } = await bed.newOwner();
    for (let index = 0; index < 12; index += 1) {
      const response = await signIn(bed.auth, { email, password }, from('198.51.100.77'));
      expect(response.status).toBe(204);
    }
  });
});

describe('the first owner', () => {
  it('is made once, however many processes start together', async () => {
    const { workspaceId } = await bed.newOwner();
    const owner = { workspaceId, email: `first-${workspaceId}@example.com`, name: 'First', password };
    const made = await Promise.all(Array.from({ length: 8 }, () => bed.auth.ensureOwner(owner)));
    expect(new Set(made.map(({ userId }) => userId)).size).toBe(1);
    expect(made.every(({ hasPassword }) => hasPassword)).toBe(true);
  });

  it('keeps the password they have when the variables of the first day are still set', async () => {
    const { workspaceId, email, userId } = await bed.newOwner();
    await bed.auth.ensureOwner({ workspaceId, email, name: 'Other', password: 'another password' });
    expect((await signIn(bed.auth, { email, password }, from('198.51.100.30'))).status).toBe(204);
    const rows = await bed.database.select().from(accounts).where(eq(accounts.userId, userId));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.password).not.toContain(password);
  });

  it('gets a password later if they began with a link', async () => {
    const { workspaceId } = await bed.newOwner();
    const owner = { workspaceId, email: `later-${workspaceId}@example.com`, name: 'Later' };
    expect((await bed.auth.ensureOwner(owner)).hasPassword).toBe(false);
    expect((await bed.auth.ensureOwner({ ...owner, password })).hasPassword).toBe(true);
    expect((await signIn(bed.auth, { email: owner.email, password }, from('198.51.100.31'))).status).toBe(
      204,
    );
  });
});
