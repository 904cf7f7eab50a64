import { listApiKeys } from '@boon/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRest, type RestTestBed } from '../rest/rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

it('the last use of a key is written down, of a refused call too, and never a use it did not have', async () => {
  const site = await bed.newSite();
  await site.newKey(['read']);
  const lastUses = async () => {
    await bed.services.keyUses.write();
    const keys = await listApiKeys(bed.services.database, site.workspaceId);
    return new Set(keys.map(({ lastUsedAt }) => lastUsedAt?.toISOString() ?? null));
  };
  expect(await lastUses()).toEqual(new Set([null]));
  const at = new Date('2026-11-25T10:00:00.000Z');
  bed.clock.moveTo(at);
  await site.call('GET', '/v1/certificates');
  await site.call('GET', '/v1/certificates', { key: `${site.key}x` });
  expect(await lastUses()).toEqual(new Set([at.toISOString(), null]));

  const later = new Date('2026-11-25T10:05:00.000Z');
  bed.clock.moveTo(later);
  const { id } = await site.newOrder();
  const { code } = await site.newCertificate();
  await site.call('POST', `/v1/orders/${id}/redemptions`, { body: { code } });
  expect(await lastUses()).toEqual(new Set([later.toISOString(), null]));
  bed.clock.moveTo(null);
});
