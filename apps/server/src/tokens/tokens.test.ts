import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTokens } from './tokens.ts';

const SECRET = 'a secret of the tests, 32 bytes and more';
let now = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => now, from: (instant: Date) => instant, isMoved: () => false };
const tokens = createTokens(SECRET, clock);
const claims = { workspaceId: randomUUID(), orderId: randomUUID(), language: 'en' };

describe('a token', () => {
  it('says what was signed, to its own audience', async () => {
    const { token } = await tokens.sign('checkout', claims);
    expect(await tokens.verify('checkout', token)).toEqual(claims);
  });

  it('is worthless for another audience', async () => {
    const ids = { workspaceId: randomUUID(), certificateId: randomUUID() };
    const { token } = await tokens.sign('certificate', ids);
    expect(await tokens.verify('document', token)).toBeNull();
    expect(await tokens.verify('checkout', token)).toBeNull();
  });

  it('is refused once a single character was changed', async () => {
    const { token } = await tokens.sign('checkout', claims);
    const [head = '', body = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...claims, orderId: randomUUID(), aud: 'checkout' })).toString(
      'base64url',
    );
    expect(await tokens.verify('checkout', `${head}.${other}.${signature}`)).toBeNull();
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect(await tokens.verify('checkout', `${head}.${body}.${flipped}`)).toBeNull();
  });

  it('without a signature, or signed under another secret, is refused', async () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const body = Buffer.from(JSON.stringify({ ...claims, aud: 'checkout' })).toString('base64url');
    expect(await tokens.verify('checkout', `${none}.${body}.`)).toBeNull();
    const stranger = createTokens('another secret of the tests, 32 bytes', clock);
    expect(await tokens.verify('checkout', (await stranger.sign('checkout', claims)).token)).toBeNull();
  });

  it('ends when its time is over', async () => {
    const { token, expiresAt } = await tokens.sign('checkout', claims);
    now = new Date(expiresAt.getTime() + 1_000);
    expect(await tokens.verify('checkout', token)).toBeNull();
    now = new Date('2026-03-01T12:00:00Z');
  });

  it('is the same for the same claims and time, so that a repeated call to a provider repeats exactly', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => tokens.sign('checkout', claims, now)));
    expect(first?.token).toBe(second?.token);
  });

  it.each(['', 'garbage', 'a.b.c', 'x'.repeat(5_000)])(
    'that is none (%s) is refused, not an error',
    async (text) => {
      expect(await tokens.verify('checkout', text)).toBeNull();
    },
  );
});
