import { listRefusedOrigins } from '@boon/db';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRest, type RestTestBed, type Site } from '../rest/rest-test-bed.ts';
import { createTrpc } from '../routers/mount.ts';
import { allowOrigin } from './allow-origin.ts';

const SHOP = 'https://shop.example.com';

let bed: RestTestBed;
let site: Site;
let app: Hono;
let token: string;

beforeAll(async () => {
  bed = await openRest();
  app = new Hono();
  app.route(
    '/api/trpc',
    createTrpc(
      bed.services,
      async () => null,
      () => '192.0.2.1',
      null,
    ),
  );
  site = await bed.newSite();
  const { id } = await site.newOrder();
  token = String((await site.call('POST', `/v1/orders/${id}/checkout-tokens`)).body.token);
});
afterAll(() => bed.close());

const calls = () => ({
  'widget.order': {},
  'widget.applyCode': { code: '0000-0000-0000', redemptionId: crypto.randomUUID() },
  'widget.remove': { redemptionId: crypto.randomUUID() },
});

async function codesFrom(origin: string | null, host = 'boon.example'): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const [procedure, input] of Object.entries(calls())) {
    const answer = await app.request(`/api/trpc/${procedure}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        host,
        ...(origin === null ? {} : { origin }),
      },
      body: JSON.stringify(input),
    });
    // The page must be able to read why.
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    told[procedure] = (await answer.json()).error?.data.refusal.code ?? 'done';
  }
  return told;
}

const REFUSED = {
  'widget.order': 'forbidden',
  'widget.applyCode': 'forbidden',
  'widget.remove': 'forbidden',
};
const SERVED = { 'widget.order': 'done', 'widget.applyCode': 'code_not_found', 'widget.remove': 'not_found' };

describe('the widget on a page', () => {
  it('of a site that is not allowed is refused in each call, and staff can see which site it was', async () => {
    expect(await codesFrom(SHOP)).toEqual(REFUSED);
    expect(await codesFrom('null')).toEqual(REFUSED);
    const refused = await listRefusedOrigins(bed.services.database, site.workspaceId);
    expect(refused.map(({ origin, seenCount }) => [origin, seenCount])).toEqual([[SHOP, 3]]);
  });

  it('works from the next call on once the site is allowed', async () => {
    await allowOrigin(bed.services, site.workspaceId, SHOP, 'somebody');
    expect(await codesFrom(SHOP)).toEqual(SERVED);
    for (const other of [
      'https://evil.example',
      'http://shop.example.com',
      `${SHOP}:8443`,
      `${SHOP}.evil.example`,
    ]) {
      expect([other, await codesFrom(other)]).toEqual([other, REFUSED]);
    }
  });

  it("of this installation's own is served, and so is a server, which has no page", async () => {
    expect(await codesFrom(bed.services.publicUrl)).toEqual(SERVED);
    expect(await codesFrom('http://127.0.0.1:3000', '127.0.0.1:3000')).toEqual(SERVED);
    expect(await codesFrom(null)).toEqual(SERVED);
  });
});

it('a batch is open to every site only when each of its calls is the widget’s', async () => {
  const open = async (names: string, method: 'POST' | 'OPTIONS') => {
    const headers = {
      origin: SHOP,
      'content-type': 'application/json',
      'access-control-request-method': 'POST',
    };
    const answer = await app.request(`/api/trpc/${names}?batch=1`, {
      method,
      headers,
      ...(method === 'POST' ? { body: '{"0":{},"1":{}}' } : {}),
    });
    return answer.headers.get('access-control-allow-origin');
  };
  for (const method of ['POST', 'OPTIONS'] as const) {
    expect(await open('widget.order,widget.remove', method)).toBe('*');
    for (const names of [
      'widget.order,portal.checkCode',
      'portal.checkCode,widget.order',
      'widget.x%2Cportal.checkCode',
    ]) {
      expect(await open(names, method), `${method} ${names}`).toBeNull();
    }
  }
});

it('on an order that is over every code is answered alike, after the same time', async () => {
  const [pending, active, used, voided] = [
    await site.newCertificate({ payment: null }),
    await site.newCertificate(),
    await site.newCertificate(),
    await site.newCertificate(),
  ];
  await site.call('POST', `/v1/certificates/${voided.id}/void`, { body: { reason: 'a mistake' } });
  const other = `/v1/orders/${(await site.newOrder()).id}/redemptions`;
  await site.call('POST', other, { body: { code: used.code } });
  const foreign = await (await bed.newSite()).newCertificate();
  const { id } = await site.newOrder();
  const { body } = await site.call('POST', `/v1/orders/${id}/checkout-tokens`);
  await site.call('POST', `/v1/orders/${id}/complete`);
  const ask = async (code: string) => {
    const startedAt = performance.now();
    const answer = await app.request('/api/trpc/widget.applyCode', {
      method: 'POST',
      headers: { authorization: `bearer ${body.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ code, redemptionId: crypto.randomUUID() }),
    });
    return { text: await answer.text(), took: performance.now() - startedAt };
  };
  const unknown = bed.services.codes.draw().formatted();
  for (const code of [unknown, ...[pending, active, used, voided, foreign].map((one) => one.code)]) {
    const { text, took } = await ask(code);
    expect(JSON.parse(text).error.data.refusal).toMatchObject({ code: 'order_closed' });
    expect(text).toBe((await ask(unknown)).text);
    expect(took).toBeGreaterThan(100);
  }
});
