import { createSecretKey, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createTokens, tokenKey } from './tokens.ts';

const SECRET = 'a secret of the tests, 32 bytes and more';
let now = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => now, from: (instant: Date) => instant, isMoved: () => false };
const tokens = createTokens(SECRET, clock);
const claims = { workspaceId: randomUUID(), orderId: randomUUID(), language: 'en' };

describe('a token', () => {
  it('says what was signed, to its own audience', async () => {
    const { token } = await tokens.sign('checkout', claims);
    expect(tokens.verify('checkout', token)).toEqual(claims);
  });

  it('is worthless for another audience', async () => {
    const ids = { workspaceId: randomUUID(), certificateId: randomUUID() };
    const { token } = await tokens.sign('certificate', ids);
    expect(tokens.verify('document', token)).toBeNull();
    expect(tokens.verify('checkout', token)).toBeNull();
  });

  it('is refused once a single character was changed', async () => {
    const { token } = await tokens.sign('checkout', claims);
    const [head = '', body = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...claims, orderId: randomUUID(), aud: 'checkout' })).toString(
      'base64url',
    );
    expect(tokens.verify('checkout', `${head}.${other}.${signature}`)).toBeNull();
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect(tokens.verify('checkout', `${head}.${body}.${flipped}`)).toBeNull();
  });

  it('without a signature, or signed under another secret, is refused', async () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const body = Buffer.from(JSON.stringify({ ...claims, aud: 'checkout' })).toString('base64url');
    expect(tokens.verify('checkout', `${none}.${body}.`)).toBeNull();
    const stranger = createTokens('another secret of the tests, 32 bytes', clock);
    expect(tokens.verify('checkout', (await stranger.sign('checkout', claims)).token)).toBeNull();
  });

  it('ends when its time is over', async () => {
    const { token, expiresAt } = await tokens.sign('checkout', claims);
    now = new Date(expiresAt.getTime() + 1_000);
    expect(tokens.verify('checkout', token)).toBeNull();
    now = new Date('2026-03-01T12:00:00Z');
  });

  it('is the same for the same claims and time, so that a repeated call to a provider repeats exactly', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => tokens.sign('checkout', claims, now)));
    expect(first?.token).toBe(second?.token);
  });

  it.each(['', 'garbage', 'a.b.c', 'x'.repeat(5_000)])(
    'that is none (%s) is refused, not an error',
    (text) => {
      expect(tokens.verify('checkout', text)).toBeNull();
    },
  );

  it('that jose refuses is refused, however it is mangled, and what jose signs is read', async () => {
    const key = tokenKey(SECRET, 'checkout');
    const ours = { audience: 'checkout', algorithms: ['HS256'], currentDate: now };
    const { token } = await tokens.sign('checkout', claims);
    const { payload } = await jwtVerify(token, key, ours);
    expect(tokens.verify('checkout', token)).toEqual({
      workspaceId: payload.workspaceId,
      orderId: payload.orderId,
      language: 'en',
    });
    const text = fc.oneof(fc.base64String(), fc.string(), fc.constantFrom(...token.split('.'), ''));
    const mangled = fc.oneof(
      fc
        .tuple(fc.nat(token.length - 1), fc.string({ maxLength: 3 }))
        .map(([at, put]) => `${token.slice(0, at)}${put}${token.slice(at + 1)}`),
      fc.array(text, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
      fc.nat(token.length).map((length) => token.slice(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(mangled, async (tried) => {
        const isOurs = await jwtVerify(tried, key, ours).then(
          () => true,
          () => false,
        );
        if (!isOurs) expect(tokens.verify('checkout', tried)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['another algorithm', { alg: 'HS512' }, {}],
    ['a header of its own', { alg: 'HS256', typ: 'JWT' }, {}],
    ['no end', { alg: 'HS256' }, { exp: undefined }],
    ['no audience', { alg: 'HS256' }, { aud: undefined }],
    ['several audiences', { alg: 'HS256' }, { aud: ['checkout', 'document'] }],
  ])('with %s is none of ours, even signed with our key', async (_what, header, changes) => {
    const exp = Math.floor(now.getTime() / 1000) + 60;
    const payload = JSON.parse(JSON.stringify({ ...claims, aud: 'checkout', exp, ...changes }));
    // HMAC pads a short key with zeroes: to HS512, which asks for a longer one, this is the same key.
    const key = createSecretKey(Buffer.concat([tokenKey(SECRET, 'checkout').export(), Buffer.alloc(32)]));
    const signer = new SignJWT(payload).setProtectedHeader(header);
    const token = await signer.sign(header.alg === 'HS512' ? key : tokenKey(SECRET, 'checkout'));
    expect(tokens.verify('checkout', token)).toBeNull();
  });
});
