import { randomUUID } from 'node:crypto';
import { readState, readWorkspace } from '@boon/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callersOf, giftOf, typeOf } from '../segments/callers-of-test.ts';
import { openRest, type RestTestBed, type Site } from './rest-test-bed.ts';

let bed: RestTestBed;
let site: Site;
beforeAll(async () => {
  bed = await openRest();
  site = await bed.newSite();
});
afterAll(() => bed.close());

/** Some languages print UUIDs in capitals, and RFC 9562 takes both. */
const capitals = (id: unknown) => String(id).toUpperCase();

it('a code made under an id in capitals is its certificate’s like any other', async () => {
  const { id } = await site.newCertificate();
  const path = `/v1/certificates/${capitals(id)}`;
  const reissued = await site.call('POST', `${path}/reissue`, { body: { reason: 'lost', send: false } });
  expect(reissued.body).toMatchObject({ id, status: 'active' });
  expect((await site.call('GET', `${path}/pdf`)).status).toBe(200);
  const checked = await site.call('POST', '/v1/codes/check', { body: { code: reissued.body.code } });
  expect(checked.body).toMatchObject({ redeemable: true, certificate_id: id });
});

it('a certificate bought under an id in capitals has a code that can be opened', async () => {
  const workspace = await readWorkspace(bed.services.database, site.workspaceId);
  const certificateId = randomUUID();
  const { customer } = callersOf(bed);
  const gift = { ...giftOf(), workspace: workspace.slug };
  await customer.purchase({ ...gift, certificateId: capitals(certificateId) });
  const { certificate } = await readState(bed.services.database, workspace.id, { certificateId });
  if (certificate === null) throw new Error('nothing was bought');
  expect(bed.services.codes.open(certificate.code, workspace.id, certificateId).last4).toBe(
    certificate.code.last4,
  );
});

it('wrong codes on one order are counted together, however its id is spelt', async () => {
  const { id } = await site.newOrder();
  const spellings = [id, capitals(id), id.replace(/[a-f]/, (letter) => letter.toUpperCase())];
  for (const ways of [
    (spelt: string, code: string) => site.call('POST', `/v1/orders/${spelt}/redemptions`, { body: { code } }),
    (spelt: string, code: string) =>
      site.call('POST', '/v1/codes/check', { body: { code, order_id: spelt } }),
  ]) {
    const statuses: number[] = [];
    for (let tried = 0; tried < 30; tried += 1) {
      const { status } = await ways(spellings[tried % 3] ?? id, bed.services.codes.draw().formatted());
      statuses.push(status);
    }
    const looked = statuses.filter((status) => status !== 429).length;
    expect(looked, 'looked up before the limit').toBeLessThan(10);
    expect(statuses.at(-1)).toBe(429);
  }
});

it('taking a redemption off answers with it taken off, however it is named', async () => {
  const order = await site.newOrder();
  const { code } = await site.newCertificate();
  const path = `/v1/orders/${order.id}/redemptions`;
  const { body } = await site.call('POST', path, { body: { code } });
  const [line] = body.redemptions as { id: string }[];
  const reversed = await site.call('DELETE', `${path}/${capitals(line?.id)}`);
  expect(reversed.body).toMatchObject({ due: 42_000, redemptions: [{ reversed_at: expect.any(String) }] });
  expect((await site.call('GET', `/v1/orders/${capitals(order.id)}`)).body).toEqual(reversed.body);
});

it('a certificate type is known by its id in capitals', async () => {
  const workspace = await readWorkspace(bed.services.database, site.workspaceId);
  const typeId = randomUUID();
  await callersOf(bed)
    .staff(workspace)
    .certificateTypes.create({ ...typeOf(), id: capitals(typeId) });
  const { type_id } = await site.newCertificate({ type_id: capitals(typeId) });
  expect(type_id).toBe(typeId);
});
