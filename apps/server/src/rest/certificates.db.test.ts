import { parseCode } from '@boon/core';
import { readWorkspace } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callersOf } from '../segments/callers-of-test.ts';
import { giftOf, type Json, openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

describe('a certificate made over the API', () => {
  it('starts active when it is paid or free, else pending, and shows its code once', async () => {
    const site = await bed.newSite();
    const paid = await site.call('POST', '/v1/certificates', { body: giftOf() });
    expect(paid.body).toMatchObject({
      status: 'active',
      kind: 'purchased',
      origin: 'api',
      amount: 15_000,
      currency: 'EUR',
      recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
      number: expect.stringMatching(/^GC-\d{4}-000001$/),
      code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    });
    const read = await site.call('GET', `/v1/certificates/${paid.body.id}`);
    const { code, ...masked } = paid.body;
    expect(read.body).toEqual(masked);
    expect(read.text).not.toContain(code);
    const free = await site.newCertificate({ kind: 'complimentary', payment: null });
    expect(free).toMatchObject({ status: 'active', kind: 'complimentary' });
    const unpaid = await site.newCertificate({ payment: undefined });
    expect(unpaid).toMatchObject({ status: 'pending', valid_through: null, activated_at: null });
  });

  it('names every field that is not right', async () => {
    const site = await bed.newSite();
    const refusal = async (changes: Json) => {
      const body = { ...giftOf(), ...changes };
      return (await site.call('POST', '/v1/certificates', { body })).body;
    };
    expect(await refusal({ amount: 2_499 })).toMatchObject({
      status: 422,
      code: 'amount_out_of_range',
      fields: { amount: expect.stringContaining('€25.00') },
    });
    expect(await refusal({ currency: 'USD' })).toMatchObject({ status: 422, code: 'currency_mismatch' });
    expect(await refusal({ type_id: crypto.randomUUID() })).toMatchObject({
      status: 403,
      code: 'type_not_available',
    });
    expect(await refusal({ segment: 'nobody' })).toMatchObject({
      status: 422,
      code: 'validation_failed',
      detail: 'segment: There is no such segment.',
    });
    for (const changes of [{ send: false }, { recipient: { name: 'Jonas Weber' } }]) {
      expect(await refusal({ ...changes, deliver_on: '2099-01-01' })).toMatchObject({
        fields: { deliver_on: expect.stringContaining('mailed') },
      });
    }
    expect(
      await refusal({ purchaser: { name: ' ', email: 'ines@' }, deliver_on: '2020-01-01' }),
    ).toMatchObject({
      code: 'validation_failed',
      fields: {
        'purchaser.name': expect.any(String),
        'purchaser.email': expect.any(String),
        deliver_on: expect.any(String),
      },
      detail: expect.stringMatching(/^purchaser\.name: .*; purchaser\.email: .*; deliver_on: /),
    });
    expect(await refusal({ kind: 'compensation' })).toMatchObject({
      fields: { payment: expect.any(String) },
    });
    expect(await refusal({ kind: 'migrated' })).toMatchObject({ fields: { kind: expect.any(String) } });
    expect(await refusal({ payment: { method: 'stripe' } })).toMatchObject({
      fields: { 'payment.method': expect.any(String) },
    });
  });

  it('is listed only by a limit written as the document says', async () => {
    const site = await bed.newSite();
    for (const limit of ['0x10', '1e1', '%205', '2.0', '-1', '0', '101', '', 'all']) {
      const { body } = await site.call('GET', `/v1/certificates?limit=${limit}`);
      expect(body, limit).toMatchObject({ code: 'validation_failed', fields: { limit: expect.any(String) } });
    }
    expect((await site.call('GET', '/v1/certificates?limit=100')).status).toBe(200);
  });

  it('is reactivated without a body, and keeps no last day that it was never paid for', async () => {
    const site = await bed.newSite();
    const paid = await site.newCertificate();
    const unpaid = await site.newCertificate({ payment: null });
    for (const { id } of [paid, unpaid]) {
      await site.call('POST', `/v1/certificates/${id}/void`, { body: { reason: 'a mistake' } });
    }
    const path = `/v1/certificates/${unpaid.id}/reactivate`;
    const refused = await site.call('POST', path, { body: { valid_through: '2099-01-01' } });
    expect(refused.body).toMatchObject({ fields: { valid_through: expect.stringContaining('never paid') } });
    expect(refused.body.detail).toMatch(/^valid_through: /);
    const headers = { 'content-type': 'application/json' };
    expect((await site.call('POST', path, { headers })).body).toMatchObject({ status: 'pending' });
    const back = await site.call('POST', `/v1/certificates/${paid.id}/reactivate`, { idempotencyKey: 'r' });
    expect(back.body).toMatchObject({ status: 'active' });
  });

  it('is found by status, address and name, page by page, newest first', async () => {
    const site = await bed.newSite();
    const made: string[] = [];
    for (const name of ['Ada', 'Bo', 'Cleo']) {
      made.unshift((await site.newCertificate({ recipient: { name, email: null } })).id);
    }
    const pending = await site.newCertificate({
      payment: null,
      purchaser: { name: 'Mia', email: 'mia@example.com' },
    });
    const ids = async (query: string) => {
      const { body } = await site.call('GET', `/v1/certificates?${query}`);
      return { ids: (body.data as Json[]).map(({ id }) => id), next: body.next_cursor };
    };
    const first = await ids('status=active&limit=2');
    expect(first.ids).toEqual(made.slice(0, 2));
    const second = await ids(`status=active&limit=2&cursor=${first.next}`);
    expect(second).toEqual({ ids: made.slice(2), next: null });
    expect((await ids('q=mia%40example.com')).ids).toEqual([pending.id]);
    expect((await ids('q=cleo')).ids).toEqual([made[0]]);
    expect((await ids('origin=portal')).ids).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1e9', 'limit'],
    ['limit=ten', 'limit'],
    ['status=spent', 'status'],
    ['cursor=x', 'cursor'],
    [`cursor=${btoa('2026-99-01T00:00:00.000Z_------------------------------------')}`, 'cursor'],
    ['q=%00', 'q'],
    ['colour=red', 'colour'],
  ])('is not searched by %s', async (query, field) => {
    const site = await bed.newSite();
    const refused = await site.call('GET', `/v1/certificates?${query}`);
    expect(refused.body).toMatchObject({ status: 422, fields: { [field]: expect.any(String) } });
  });

  it('is not searched by a name that stands twice, and the answer says so', async () => {
    const site = await bed.newSite();
    for (const [query, field] of [
      ['limit=1&limit=2', 'limit'],
      ['status=active&status=voided', 'status'],
    ] as const) {
      const { body } = await site.call('GET', `/v1/certificates?${query}`);
      expect(body).toMatchObject({ status: 422, fields: { [field]: 'is there twice' } });
    }
  });

  it('is searched by its number, over the API and in the console, also where that would pass for a code', async () => {
    const site = await bed.newSite();
    const { id } = await site.newCertificate();
    const number = 'GC-2026-000024';
    expect(parseCode(number).ok).toBe(true);
    await bed.owner.query('update certificates set number = $2 where id = $1', [id, number]);
    const found = await site.call('GET', `/v1/certificates?q=${number}`);
    expect(found.body).toMatchObject({ data: [{ id, number }] });
    const { certificates } = callersOf(bed).staff(
      await readWorkspace(bed.services.database, site.workspaceId),
    );
    expect((await certificates.list({ search: number })).rows).toMatchObject([{ id, number }]);
  });

  it('is not searched by its full code: an address is written into logs', async () => {
    const site = await bed.newSite();
    const { code } = await site.newCertificate();
    const refused = await site.call('GET', `/v1/certificates?q=${code}`);
    expect(refused.body).toMatchObject({ status: 422, fields: { q: expect.any(String) } });
    expect(refused.text).not.toContain(code);
  });

  it('is voided for a reason, once', async () => {
    const site = await bed.newSite();
    const { id } = await site.newCertificate();
    const send = (reason: string) => site.call('POST', `/v1/certificates/${id}/void`, { body: { reason } });
    for (const reason of [' ', 'x'.repeat(501), 'a\u0000b']) {
      expect((await send(reason)).body).toMatchObject({
        status: 422,
        fields: { reason: expect.any(String) },
      });
    }
    expect((await send(' Bought twice ')).body).toMatchObject({
      status: 'voided',
      void_reason: 'Bought twice',
    });
    expect((await send('Again')).body).toMatchObject({ status: 409, code: 'certificate_voided' });
    const log = await bed.owner.query(
      "select actor_kind, actor_name from activities where certificate_id = $1 and type = 'voided'",
      [id],
    );
    expect(log.rows).toEqual([{ actor_kind: 'api_key', actor_name: 'Checkout' }]);
  });

  it('is mailed again and printed while it is worth something', async () => {
    const site = await bed.newSite();
    const active = await site.newCertificate({ send: false });
    const sent = await site.call('POST', `/v1/certificates/${active.id}/send`);
    expect(sent.status).toBe(202);
    const mails = await bed.owner.query('select kind from outbox where workspace_id = $1', [
      site.workspaceId,
    ]);
    expect(mails.rows).toEqual([{ kind: 'mail' }]);
    const pdf = await site.call('GET', `/v1/certificates/${active.id}/pdf`);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('cache-control')).toBe('no-store');
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="${active.number}.pdf"`);

    const pending = await site.newCertificate({ payment: null });
    for (const [method, action] of [
      ['POST', 'send'],
      ['GET', 'pdf'],
    ] as const) {
      const refused = await site.call(method, `/v1/certificates/${pending.id}/${action}`);
      expect(refused.body).toMatchObject({ status: 409, code: 'certificate_pending' });
    }
  });
});

describe('checking a code', () => {
  it('says what redeeming would say, and redeems nothing', async () => {
    const site = await bed.newSite();
    const { id, code } = await site.newCertificate();
    const { id: order } = await site.newOrder({ total: 10_000 });
    const check = async (body: Json) => (await site.call('POST', '/v1/codes/check', { body })).body;
    expect(await check({ code })).toMatchObject({ redeemable: true, certificate_id: id, amount: 15_000 });
    expect(await check({ code, order_id: order })).toMatchObject({
      redeemable: false,
      refusal: { code: 'exceeds_amount_due', amount: 15_000, due: 10_000, missing: 5_000, currency: 'EUR' },
    });
    expect(await check({ code: 'nonsense' })).toMatchObject({ refusal: { code: 'code_malformed' } });
    const foreign = await (await bed.newSite()).newCertificate();
    expect(await check({ code: foreign.code })).toMatchObject({ refusal: { code: 'code_not_found' } });
    await site.call('POST', `/v1/certificates/${id}/void`, { body: { reason: 'Twice' } });
    expect(await check({ code })).toMatchObject({ refusal: { code: 'certificate_voided' } });
  });
});
