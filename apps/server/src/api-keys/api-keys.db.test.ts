import { API_KEYS_MAX } from '@boon/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { openRest, type RestTestBed } from '../rest/rest-test-bed.ts';
import { callersOf, refusalOf } from '../segments/callers-of-test.ts';

let bed: RestTestBed;
const logged: string[] = [];

beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

async function openConsole() {
  const services = { ...bed.services, log: createLog((line) => logged.push(line)) };
  const workspace = await bed.newWorkspace();
  const { apiKeys } = callersOf({ ...bed, services }).staff(workspace);
  const listed = async () => (await apiKeys.list()).keys;
  return { workspace, apiKeys, listed };
}

const indexes = (length: number) => Array.from({ length }, (_, index) => index);
const statusWith = async (key: string) => (await bed.call('GET', '/v1/certificates', { key })).status;

describe('an API key', () => {
  it('opens the API for what its scopes say, and for nothing else', async () => {
    const { apiKeys, listed } = await openConsole();
    const reader = await apiKeys.create({ name: 'Accounting', scopes: ['read', 'read'] });
    const site = await apiKeys.create({ name: 'Booking site', scopes: ['redeem'] });
    expect(await statusWith(reader.secret)).toBe(200);
    expect(await statusWith(site.secret)).toBe(403);
    expect((await listed()).map(({ name, scopes }) => [name, scopes])).toEqual([
      ['Booking site', ['redeem']],
      ['Accounting', ['read']],
    ]);
  });

  it('is told once: no list, no row and no line of the log holds it', async () => {
    const { workspace, apiKeys, listed } = await openConsole();
    const { id, secret } = await apiKeys.create({ name: ' Booking site ', scopes: ['redeem', 'manage'] });
    expect(secret).toMatch(/^boon_[A-Za-z0-9_-]{43}$/);
    const list = await listed();
    expect(list).toEqual([
      {
        id,
        name: 'Booking site',
        hint: secret.slice(-4),
        scopes: ['redeem', 'manage'],
        createdAt: expect.any(String),
        createdByName: 'Mara',
        lastUsedAt: null,
        revokedAt: null,
        revokedByName: null,
      },
    ]);
    const { rows } = await bed.owner.query<{ row: string }>(
      'select to_jsonb(k)::text as row from api_keys k where workspace_id = $1',
      [workspace.id],
    );
    const kept = [JSON.stringify(list), ...rows.map(({ row }) => row), ...logged].join('\n');
    expect(kept).toContain(id);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(secret.slice(5, -4));
  });

  it('is refused from the very next call once it is revoked, and no other one is', async () => {
    const { apiKeys, listed } = await openConsole();
    const [leaked, other] = [
      await apiKeys.create({ name: 'Leaked', scopes: ['read'] }),
      await apiKeys.create({ name: 'Other', scopes: ['read'] }),
    ];
    expect(await statusWith(leaked.secret)).toBe(200);
    await apiKeys.revoke({ id: leaked.id });
    expect(await statusWith(leaked.secret)).toBe(401);
    const repeat = { key: leaked.secret, idempotencyKey: 'once', body: { reference: 'AJ-1' } };
    expect((await bed.call('POST', '/v1/orders', repeat)).status).toBe(401);
    expect(await statusWith(other.secret)).toBe(200);
    await apiKeys.revoke({ id: leaked.id });
    expect((await listed()).map((key) => [key.name, key.revokedByName])).toEqual([
      ['Other', null],
      ['Leaked', 'Mara'],
    ]);
  });

  it('needs a name that no key in use has, and something it may do', async () => {
    const { apiKeys } = await openConsole();
    const first = await apiKeys.create({ name: 'Booking site', scopes: ['read'] });
    const refused = (name: string, scopes: 'read'[]) => refusalOf(apiKeys.create({ name, scopes }));
    expect(await refused('', [])).toEqual({
      code: 'validation_failed',
      details: { fields: { name: expect.any(String), scopes: expect.any(String) } },
    });
    const taken = { details: { fields: { name: expect.stringContaining('Another key') } } };
    expect(await refused('BOOKING SITE', ['read'])).toMatchObject(taken);
    await apiKeys.revoke({ id: first.id });
    await expect(apiKeys.create({ name: 'BOOKING SITE', scopes: ['read'] })).resolves.toBeDefined();
  });

  it('gets its name once when several people ask for it at the same moment', async () => {
    const { apiKeys, listed } = await openConsole();
    const asked = indexes(6).map(() => apiKeys.create({ name: 'Booking site', scopes: ['read'] }));
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  it('is one of a limited number, also when the last ones are asked for at the same moment', async () => {
    const { apiKeys, listed } = await openConsole();
    const asked = indexes(API_KEYS_MAX + 4).map((index) =>
      apiKeys.create({ name: `Key ${index}`, scopes: ['read'] }),
    );
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    const [one] = await listed();
    await apiKeys.revoke({ id: one?.id ?? '' });
    await expect(apiKeys.create({ name: 'In its place', scopes: ['read'] })).resolves.toBeDefined();
  });
});
