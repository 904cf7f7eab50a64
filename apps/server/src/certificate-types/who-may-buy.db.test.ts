import { randomUUID } from 'node:crypto';
import type { CertificateTypeInput, Workspace } from '@boon/core';
import { readState, readWorkspace } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, openRest, type RestTestBed, giftOf as restGiftOf } from '../rest/rest-test-bed.ts';
import {
  type Callers,
  callersOf,
  giftOf,
  refusalOf,
  segmentOf,
  typeOf,
} from '../segments/callers-of-test.ts';

let bed: RestTestBed;
let call: Callers;
beforeAll(async () => {
  bed = await openRest();
  call = callersOf(bed);
});
afterAll(() => bed.close());

async function givenShop() {
  const site = await bed.newSite();
  const workspace = await readWorkspace(bed.services.database, site.workspaceId);
  const agents = randomUUID();
  await call.staff(workspace).segments.create({ id: agents, ...segmentOf() });
  return { site, workspace, agents };
}

async function givenType(workspace: Workspace, changes: Partial<CertificateTypeInput> = {}): Promise<string> {
  const id = randomUUID();
  await call.staff(workspace).certificateTypes.create({ id, ...typeOf(changes) });
  return id;
}

describe('a shop without types', () => {
  it('sells any amount within its limits, as before, and says the same things', async () => {
    const { workspace } = await givenShop();
    expect(await call.customer.storefront({ workspace: workspace.slug })).toMatchObject({
      access: 'open',
      amountMinMinor: 2_500,
      amountMaxMinor: 200_000,
      suggestedAmountsMinor: [5_000, 10_000, 15_000],
      expiresAfterDays: 730,
      types: [],
    });
    await expect(call.customer.purchase({ workspace: workspace.slug, ...giftOf() })).resolves.toMatchObject({
      checkoutUrl: expect.any(String),
    });
  });
});

describe('a type', () => {
  it('is offered to its segments alone, with the prices and the days it has', async () => {
    const { workspace, agents } = await givenShop();
    const id = await givenType(workspace, { segmentIds: [agents], expiresAfterDays: 90 });
    await givenType(workspace, { isActive: false });
    const offer = await call.customer.storefront({ workspace: workspace.slug, segment: 'agents' });
    const offered = {
      id,
      pricing: { kind: 'fixed', amountsMinor: [5_000, 15_000] },
      expiresAfterDays: 90,
    };
    expect(offer).toMatchObject({ types: [offered] });
    expect(await call.customer.storefront({ workspace: workspace.slug })).toMatchObject({ types: [] });
  });

  it('is refused to a forged request on the portal, in the console and over the API', async () => {
    const { site, workspace, agents } = await givenShop();
    const other = await givenShop();
    const open = await givenType(workspace);
    const forAgents = await givenType(workspace, { segmentIds: [agents] });
    const retired = await givenType(workspace, { isActive: false });
    const foreign = await givenType(other.workspace);
    const shop = { workspace: workspace.slug };
    const manual = { kind: 'purchased', payment: { method: 'cash', reference: null } } as const;
    const answers = async (typeId: string, amountMinor = 15_000) => {
      const { certificateId: id, ...gift } = giftOf({ amountMinor });
      const rest = await site.call('POST', '/v1/certificates', {
        body: { ...restGiftOf(), amount: amountMinor, type_id: typeId },
      });
      return [
        (await refusalOf(call.customer.purchase({ ...shop, ...giftOf({ amountMinor }), typeId }))).code,
        (await refusalOf(call.staff(workspace).certificates.create({ id, ...gift, ...manual, typeId }))).code,
        `${rest.body.code} ${rest.status}`,
      ];
    };
    const notAvailable = ['type_not_available', 'type_not_available', 'type_not_available 403'];
    for (const typeId of [forAgents, retired, foreign, randomUUID()])
      expect([typeId, await answers(typeId)]).toEqual([typeId, notAvailable]);
    const outOfRange = ['amount_out_of_range', 'amount_out_of_range', 'amount_out_of_range 422'];
    for (const amountMinor of [10_000, 15_001, 1])
      expect(await answers(open, amountMinor)).toEqual(outOfRange);
    const untyped = await refusalOf(call.customer.purchase({ ...shop, ...giftOf() }));
    expect(untyped.code).toBe('type_not_available');
    const { rows } = await bed.owner.query('select 1 from certificates where workspace_id = $1', [
      workspace.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('of another workspace is answered like one that nobody has', async () => {
    const { site, workspace } = await givenShop();
    const other = await givenShop();
    const foreign = await givenType(other.workspace);
    const byApi = async (changes: Json) => {
      const { status, body } = await site.call('POST', '/v1/certificates', {
        body: { ...restGiftOf(), ...changes },
      });
      const { request_id: _requestId, ...answer } = body;
      return { status, answer };
    };
    expect(await byApi({ type_id: foreign })).toEqual(await byApi({ type_id: randomUUID() }));
    const console = call.staff(workspace);
    const update = (id: string) =>
      refusalOf(console.certificateTypes.update({ id, version: 1, ...typeOf() }));
    expect(await update(foreign)).toEqual(await update(randomUUID()));
    const rename = (id: string) => refusalOf(console.segments.update({ id, version: 1, ...segmentOf() }));
    expect(await rename(other.agents)).toEqual(await rename(randomUUID()));
    const listing = (id: string) =>
      refusalOf(console.certificateTypes.create({ id: randomUUID(), ...typeOf({ segmentIds: [id] }) }));
    expect(await listing(other.agents)).toEqual(await listing(randomUUID()));
    expect(await console.certificateTypes.list()).toEqual([]);
  });

  it('is written on what is sold of it, and shown by the API', async () => {
    const { site, workspace, agents } = await givenShop();
    const typeId = await givenType(workspace, { segmentIds: [agents] });
    const { status, body } = await site.call('POST', '/v1/certificates', {
      body: { ...restGiftOf(), segment: 'agents', type_id: typeId },
    });
    expect([status, body.type_id, body.segment_id]).toEqual([201, typeId, agents]);
    const read = await site.call('GET', `/v1/certificates/${body.id}`);
    expect([read.body.type_id, read.body.segment_id]).toEqual([typeId, agents]);
  });

  it('keeps its promise of validity to what was bought before it changed', async () => {
    const { workspace } = await givenShop();
    const console = call.staff(workspace);
    const typeId = await givenType(workspace, { expiresAfterDays: null });
    const gift = giftOf();
    const { checkoutUrl } = await call.customer.purchase({ workspace: workspace.slug, ...gift, typeId });
    await console.certificateTypes.update({ id: typeId, version: 1, ...typeOf({ expiresAfterDays: 30 }) });
    await bed.pay(checkoutUrl);
    const purchase = new URL(checkoutUrl).pathname.split('/').at(-1) ?? '';
    expect(purchase).not.toBe('');
    const { payment } = await readState(bed.services.database, workspace.id, {
      certificateId: gift.certificateId,
      include: ['latest_payment'],
    });
    const { token } = await bed.services.tokens.sign('purchase', {
      workspaceId: workspace.id,
      certificateId: gift.certificateId,
      paymentId: payment?.id ?? '',
    });
    const status = await call.customer.purchaseStatus({ workspace: workspace.slug, purchase: token });
    expect(status).toMatchObject({ state: 'paid', certificate: { validThrough: null } });
  });
});
