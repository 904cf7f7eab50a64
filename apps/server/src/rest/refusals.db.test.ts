import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giftOf, openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

const order = { reference: 'AJ-1', total: 42_000, currency: 'EUR' };

describe('who may call', () => {
  it('needs a key that exists and is not revoked', async () => {
    const site = await bed.newSite();
    await bed.owner.query('update api_keys set revoked_at = now() where workspace_id = $1', [
      site.workspaceId,
    ]);
    for (const headers of [
      {},
      { authorization: 'Basic abc' },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'x'.repeat(300)}` },
      { authorization: 'Bearer boon_unknown_key_of_somebody' },
      { authorization: `Bearer ${site.key}` },
      { authorization: `Bearer ${site.key}`, 'idempotency-key': 'k' },
    ] as Record<string, string>[]) {
      const refused = await bed.call('POST', '/v1/orders', { body: order, headers });
      expect(refused.body).toMatchObject({ status: 401, code: 'unauthorized' });
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer /);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('needs the scope of the call', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    const certificate = await site.newCertificate();
    const calls = [
      ['POST', '/v1/orders', 'redeem', order],
      ['GET', `/v1/orders/${id}`, 'read redeem', undefined],
      ['PATCH', `/v1/orders/${id}`, 'redeem', { total: 42_000 }],
      ['POST', `/v1/orders/${id}/checkout-tokens`, 'redeem', undefined],
      ['POST', `/v1/orders/${id}/redemptions`, 'redeem', { code: certificate.code }],
      ['DELETE', `/v1/orders/${id}/redemptions/${id}`, 'redeem', undefined],
      ['POST', '/v1/codes/check', 'redeem', { code: certificate.code }],
      ['POST', `/v1/orders/${id}/complete`, 'redeem', undefined],
      ['POST', `/v1/orders/${id}/cancel`, 'redeem', undefined],
      ['GET', '/v1/certificates', 'read manage', undefined],
      ['GET', `/v1/certificates/${certificate.id}`, 'read manage', undefined],
      ['POST', '/v1/certificates', 'manage', giftOf()],
      ['GET', `/v1/certificates/${certificate.id}/pdf`, 'manage', undefined],
      ['POST', `/v1/certificates/${certificate.id}/send`, 'manage', undefined],
      ['POST', `/v1/certificates/${certificate.id}/void`, 'manage', { reason: 'Twice' }],
    ] as const;
    for (const scope of ['read', 'redeem', 'manage'] as const) {
      const key = await site.newKey([scope]);
      for (const [method, path, scopes, body] of calls) {
        const { status } = await site.call(method, path, { body, key });
        expect([method, path, scope, status === 403]).toEqual([
          method,
          path,
          scope,
          !scopes.split(' ').includes(scope),
        ]);
      }
    }
  });
});

describe('what is sent', () => {
  it.each([
    ['no JSON at all', '{"reference":', 400, 'malformed_json'],
    ['an array', '[]', 422, 'validation_failed'],
    ['nothing', '', 400, 'malformed_json'],
    ['null', 'null', 422, 'validation_failed'],
    ['a number as a string', { ...order, total: '42000' }, 422, 'validation_failed'],
    ['a fraction', { ...order, total: 1.5 }, 422, 'validation_failed'],
    [
      'a number no double holds',
      '{"reference":"a","total":1e400,"currency":"EUR"}',
      422,
      'validation_failed',
    ],
    ['more than exact integers', { ...order, total: 2 ** 53 }, 422, 'validation_failed'],
    ['a negative total', { ...order, total: -1 }, 422, 'validation_failed'],
    ['an unknown field', { ...order, discount: 1 }, 422, 'validation_failed'],
    ['an unknown field inside', { ...order, customer: { phone: '1' } }, 422, 'validation_failed'],
    ['a prototype', '{"__proto__":{},"reference":"a","total":1,"currency":"EUR"}', 422, 'validation_failed'],
    ['a currency that does not exist', { ...order, currency: 'XYZ' }, 422, 'validation_failed'],
    ['a zero byte', { ...order, reference: 'a\u0000b' }, 422, 'validation_failed'],
    ['half an emoji', '{"reference":"a\\ud83d","total":1,"currency":"EUR"}', 422, 'validation_failed'],
    ['a day that does not exist', { ...order, expires_at: '2099-02-30T00:00:00Z' }, 422, 'validation_failed'],
    ['an address without a domain', { ...order, customer: { email: 'ines@' } }, 422, 'validation_failed'],
    ['100 kB', { ...order, reference: 'x'.repeat(100_000) }, 413, 'body_too_large'],
  ])('is refused when it is %s', async (_what, body, status, code) => {
    const site = await bed.newSite();
    const refused = await site.call('POST', '/v1/orders', { body });
    expect(refused.body).toMatchObject({ status, code });
    if (code === 'validation_failed') expect(Object.keys(Object(refused.body.fields))).not.toEqual([]);
  });

  it('is refused with another content type', async () => {
    const site = await bed.newSite();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const headers = { 'content-type': type };
      const refused = await site.call('POST', '/v1/orders', { body: JSON.stringify(order), headers });
      expect(refused.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    }
  });

  it('is refused where no body belongs', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    const refused = await site.call('POST', `/v1/orders/${id}/complete`, { body: { total: 1 } });
    expect(refused.body).toMatchObject({ status: 422, code: 'validation_failed' });
    expect((await site.call('GET', `/v1/orders/${id}`)).body.status).toBe('open');
  });

  it('names a field, and never a name that could be a code', async () => {
    const site = await bed.newSite();
    const { code } = await site.newCertificate();
    const refused = await site.call('POST', '/v1/orders', { body: { ...order, [code]: 1, total: '1' } });
    expect(refused.text).not.toContain(code);
    expect(refused.body.fields).toMatchObject({ total: expect.any(String), body: expect.any(String) });
  });

  it('is refused at an address that does not exist, and with a method an address does not take', async () => {
    const site = await bed.newSite();
    for (const path of ['/v1', '/v1/nothing', '/v1/orders/a/b', '/v1/certificates/']) {
      expect((await site.call('GET', path)).body).toMatchObject({ status: 404, code: 'not_found' });
    }
    const { id } = await site.newOrder();
    for (const [method, path, allow] of [
      ['GET', '/v1/orders', 'POST'],
      ['PUT', `/v1/orders/${id}`, 'GET, PATCH, HEAD'],
      ['DELETE', `/v1/orders/${id}`, 'GET, PATCH, HEAD'],
      ['GET', `/v1/orders/${id}/complete`, 'POST'],
      ['OPTIONS', '/v1/certificates', 'POST, GET, HEAD'],
    ] as const) {
      const refused = await site.call(method, path);
      expect(refused.body).toMatchObject({ status: 405, code: 'method_not_allowed' });
      expect(refused.headers.get('allow')).toBe(allow);
    }
  });
});

describe('ids of another workspace', () => {
  it('are answered like ids that do not exist, byte for byte', async () => {
    const [site, other] = [await bed.newSite(), await bed.newSite()];
    const { id: certificate, code } = await other.newCertificate();
    const { id: foreign } = await other.newOrder();
    const redemption = crypto.randomUUID();
    await other.call('POST', `/v1/orders/${foreign}/redemptions`, {
      body: { code },
      idempotencyKey: redemption,
    });
    const { id: own } = await site.newOrder();
    const paths = (order: string, lines: string, cert: string) =>
      [
        ['GET', `/v1/orders/${order}`, undefined],
        ['PATCH', `/v1/orders/${order}`, { total: 1 }],
        ['POST', `/v1/orders/${order}/checkout-tokens`, undefined],
        ['POST', `/v1/orders/${order}/redemptions`, { code }],
        ['DELETE', `/v1/orders/${order}/redemptions/${lines}`, undefined],
        ['DELETE', `/v1/orders/${own}/redemptions/${lines}`, undefined],
        ['POST', `/v1/orders/${order}/complete`, undefined],
        ['POST', `/v1/orders/${order}/cancel`, undefined],
        ['POST', '/v1/codes/check', { code, order_id: order }],
        ['GET', `/v1/certificates/${cert}`, undefined],
        ['GET', `/v1/certificates/${cert}/pdf`, undefined],
        ['POST', `/v1/certificates/${cert}/void`, { reason: 'Twice' }],
        ['POST', `/v1/certificates/${cert}/send`, undefined],
      ] as const;
    const nobody = crypto.randomUUID();
    const absent = paths(nobody, nobody, nobody);
    for (const [index, [method, path, body]] of paths(foreign, redemption, certificate).entries()) {
      const [, absentPath = '', absentBody] = absent[index] ?? [];
      const answers = [
        await site.call(method, path, { body }),
        await site.call(method, absentPath, { body: absentBody }),
        await site.call(method, absentPath.replace(nobody, 'not-an-id'), { body: absentBody }),
      ];
      expect(answers[0]?.body).toMatchObject({ status: 404, code: 'not_found' });
      const bytes = answers.slice(0, 2).map(({ text, body }) => text.replace(String(body.request_id), ''));
      expect(bytes[1]).toBe(bytes[0]);
      if (!path.startsWith('/v1/codes')) expect(answers[2]?.body.detail).toBe(answers[0]?.body.detail);
    }
  });
});

describe('what goes wrong here', () => {
  it('says nothing of itself but an id that the log has too', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    await bed.owner.query('alter function read_state(uuid, jsonb) rename to read_state_away');
    const failed = await site.call('GET', `/v1/orders/${id}`);
    await bed.owner.query('alter function read_state_away(uuid, jsonb) rename to read_state');
    expect(failed.body).toMatchObject({ status: 500, code: 'internal_error' });
    expect(failed.text).not.toMatch(/read_state|function|relation/);
    expect(failed.headers.get('x-request-id')).toBe(failed.body.request_id);
    const logged = bed.logged.find((line) => line.includes(String(failed.body.request_id)));
    expect(logged).toContain('rest.failed');
  });
});
