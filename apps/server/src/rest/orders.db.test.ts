import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelAbandonedOrder } from '../orders/change-order.ts';
import { openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

describe('the order of a booking site', () => {
  it('counts as cancelled from the instant it expires: nobody is charged the rest of a dead order', async () => {
    const site = await bed.newSite();
    const certificate = await site.newCertificate();
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await site.newOrder({ total: 20_000, expires_at });
    const path = `/v1/orders/${id}`;
    await site.call('POST', `${path}/redemptions`, { body: { code: certificate.code } });
    const justBefore = new Date(Date.parse(expires_at) - 1);
    bed.clock.moveTo(justBefore);
    expect((await site.call('GET', path)).body).toMatchObject({
      status: 'open',
      applied: 15_000,
      due: 5_000,
    });

    bed.clock.moveTo(new Date(expires_at));
    const past = { status: 'cancelled', applied: 0, due: 20_000, redemptions: [{ reversed_at: expires_at }] };
    expect((await site.call('GET', path)).body).toMatchObject(past);
    const refused = { status: 409, code: 'order_closed', order_status: 'cancelled' };
    for (const [method, what, body] of [
      ['POST', '/complete'],
      ['POST', '/checkout-tokens'],
      ['PATCH', '', { total: 30_000 }],
      ['POST', '/redemptions', { code: certificate.code }],
    ] as const) {
      expect((await site.call(method, `${path}${what}`, { body })).body, `${method} ${what}`).toMatchObject(
        refused,
      );
    }
    // Whoever starts anew need not wait for the job, which books it later: as of when it was.
    bed.clock.moveTo(new Date(Date.parse(expires_at) + 40_000));
    const anew = `/v1/orders/${(await site.newOrder({ total: 20_000 })).id}`;
    const body = { code: certificate.code };
    expect((await site.call('POST', '/v1/codes/check', { body })).body).toMatchObject({ redeemable: true });
    expect((await site.call('POST', `${anew}/redemptions`, { body })).body).toMatchObject({ due: 5_000 });
    await cancelAbandonedOrder(bed.services, { workspaceId: site.workspaceId, orderId: id });
    expect((await site.call('GET', path)).body).toMatchObject(past);
    bed.clock.moveTo(null);
  });

  it.each(['a check', 'a redemption'])(
    'gives back what it holds to %s as soon as its time is over',
    async (what) => {
      const site = await bed.newSite();
      const { code } = await site.newCertificate();
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      const { id } = await site.newOrder({ expires_at });
      const body = { code };
      await site.call('POST', `/v1/orders/${id}/redemptions`, { body });
      const other = `/v1/orders/${(await site.newOrder()).id}/redemptions`;
      const refused = await site.call('POST', other, { body });
      expect(refused.body).toMatchObject({ code: 'certificate_redeemed' });
      bed.clock.moveTo(new Date(expires_at));
      const answer =
        what === 'a check'
          ? await site.call('POST', '/v1/codes/check', { body })
          : await site.call('POST', other, { body, idempotencyKey: 'once' });
      expect(answer.status).toBe(what === 'a check' ? 200 : 201);
      expect(answer.body).toMatchObject(what === 'a check' ? { redeemable: true } : { applied: 15_000 });
      bed.clock.moveTo(null);
    },
  );

  it('is found again by who has lost its id: its reference is taken, and by which order', async () => {
    const site = await bed.newSite();
    const { id, reference } = await site.newOrder();
    const body = { reference, total: 1, currency: 'EUR' };
    const taken = await site.call('POST', '/v1/orders', { body });
    expect(taken.body).toMatchObject({ status: 409, code: 'order_reference_taken', order_id: id });
    const other = await bed.newSite();
    expect((await other.call('POST', '/v1/orders', { body })).status).toBe(201);
  });

  it.each(['', '   ', '\u200b', ' \u00a0\u2060'])(
    'has a reference that can be seen (%j is none)',
    async (reference) => {
      const site = await bed.newSite();
      const body = { reference, total: 1, currency: 'EUR' };
      const refused = await site.call('POST', '/v1/orders', { body });
      expect(refused.body).toMatchObject({
        code: 'validation_failed',
        fields: { reference: expect.any(String) },
      });
    },
  );

  it('says how much certificates have paid when its total would fall below', async () => {
    const site = await bed.newSite();
    const { code } = await site.newCertificate();
    const path = `/v1/orders/${(await site.newOrder()).id}`;
    await site.call('POST', `${path}/redemptions`, { body: { code } });
    const refused = await site.call('PATCH', path, { body: { total: 14_999 } });
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'validation_failed',
      fields: { total: expect.stringContaining('15000') },
      applied: 15_000,
      currency: 'EUR',
    });
    expect((await site.call('PATCH', path, { body: { total: 15_000 } })).body).toMatchObject({ due: 0 });
  });

  it('is announced, paid in part by a certificate, read, and completed', async () => {
    const site = await bed.newSite();
    const { id: certificateId, code } = await site.newCertificate();
    const created = await site.call('POST', '/v1/orders', {
      body: {
        reference: 'AJ-1',
        total: 42_000,
        currency: 'EUR',
        customer: { name: 'Ines Duarte', email: 'ines@example.com' },
        expires_at: '2099-01-01T12:00:00+01:00',
      },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      reference: 'AJ-1',
      status: 'open',
      total: 42_000,
      applied: 0,
      due: 42_000,
      customer: { name: 'Ines Duarte', email: 'ines@example.com' },
      expires_at: '2099-01-01T11:00:00.000Z',
      redemptions: [],
    });
    const order = `/v1/orders/${created.body.id}`;
    expect(created.headers.get('location')).toBe(order);

    const redeemed = await site.call('POST', `${order}/redemptions`, { body: { code: code.toLowerCase() } });
    expect(redeemed.status).toBe(201);
    expect(redeemed.body).toMatchObject({
      applied: 15_000,
      due: 27_000,
      redemptions: [
        { certificate_id: certificateId, code_last4: code.slice(-4), amount: 15_000, reversed_at: null },
      ],
    });

    expect((await site.call('GET', order)).body).toEqual(redeemed.body);
    const completed = await site.call('POST', `${order}/complete`);
    expect(completed.body).toMatchObject({ status: 'completed', applied: 15_000, due: 27_000 });
    expect((await site.call('POST', `${order}/complete`)).body).toEqual(completed.body);
    const certificate = await site.call('GET', `/v1/certificates/${certificateId}`);
    expect(certificate.body).toMatchObject({ status: 'redeemed', order_id: created.body.id });
  });

  it('gives a certificate back when the customer removes it, and when it is cancelled', async () => {
    const site = await bed.newSite();
    const { id, code } = await site.newCertificate();
    const order = `/v1/orders/${(await site.newOrder()).id}`;
    const status = async () => (await site.call('GET', `/v1/certificates/${id}`)).body.status;

    const redemptionId = crypto.randomUUID();
    await site.call('POST', `${order}/redemptions`, { body: { code }, idempotencyKey: redemptionId });
    const removed = await site.call('DELETE', `${order}/redemptions/${redemptionId}`);
    expect(removed.status).toBe(200);
    expect(removed.body).toMatchObject({ applied: 0, redemptions: [{ id: redemptionId }] });
    expect((await site.call('DELETE', `${order}/redemptions/${redemptionId}`)).body).toEqual(removed.body);
    expect(await status()).toBe('active');

    await site.call('POST', `${order}/redemptions`, { body: { code } });
    expect(await status()).toBe('redeemed');
    expect((await site.call('POST', `${order}/cancel`)).body).toMatchObject({
      status: 'cancelled',
      applied: 0,
    });
    expect(await status()).toBe('active');
  });

  it('takes a new total, never under what is applied', async () => {
    const site = await bed.newSite();
    const { code } = await site.newCertificate();
    const order = `/v1/orders/${(await site.newOrder()).id}`;
    await site.call('POST', `${order}/redemptions`, { body: { code } });
    expect((await site.call('PATCH', order, { body: { total: 15_000 } })).body).toMatchObject({ due: 0 });
    const refused = await site.call('PATCH', order, { body: { total: 14_999 } });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'validation_failed', fields: { total: expect.any(String) } });
  });

  it('gives the widget a token for this order alone, while it is open', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    const answer = await site.call('POST', `/v1/orders/${id}/checkout-tokens`, { body: {} });
    expect(answer.status).toBe(201);
    const claims = bed.services.tokens.verify('checkout', String(answer.body.token));
    expect(claims).toMatchObject({ workspaceId: site.workspaceId, orderId: id });
    await site.call('POST', `/v1/orders/${id}/cancel`);
    const refused = await site.call('POST', `/v1/orders/${id}/checkout-tokens`);
    expect(refused.body).toMatchObject({ code: 'order_closed', order_status: 'cancelled' });
  });

  it('is redeemed on in one statement, with an idempotency key or without, once its API key is known here', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder({ total: 90_000 });
    const redeem = async (idempotencyKey?: string) => {
      const { code } = await site.newCertificate();
      const before = bed.statements.length;
      const key = idempotencyKey === undefined ? {} : { idempotencyKey };
      const answer = await site.call('POST', `/v1/orders/${id}/redemptions`, { body: { code }, ...key });
      expect(answer.status).toBe(201);
      return bed.statements.slice(before).map((text) => /(\w+)\(/.exec(text)?.[1]);
    };
    expect(await redeem()).toEqual(['find_api_key', 'read_guarded', 'record_decision']);
    expect(await redeem()).toEqual(['redeem_or_read']);
    expect(await redeem('one')).toEqual(['redeem_or_read']);
  });
});

describe('redeeming is refused', () => {
  it('for each of the six checks with a code of its own', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder({ total: 20_000 });
    const refusal = async (code: string, order = id) => {
      const { status, body } = await site.call('POST', `/v1/orders/${order}/redemptions`, { body: { code } });
      return { status, ...body };
    };
    const other = await (await bed.newSite()).newCertificate();
    expect(await refusal('not a code')).toMatchObject({ status: 422, code: 'code_malformed' });
    expect(await refusal(other.code)).toMatchObject({ status: 404, code: 'code_not_found' });

    const pending = await site.newCertificate({ payment: null });
    expect(await refusal(pending.code)).toMatchObject({ status: 409, code: 'certificate_pending' });
    const voided = await site.newCertificate();
    await site.call('POST', `/v1/certificates/${voided.id}/void`, { body: { reason: 'Twice' } });
    expect(await refusal(voided.code)).toMatchObject({ status: 409, code: 'certificate_voided' });

    const large = await site.newCertificate({ amount: 25_000 });
    expect(await refusal(large.code)).toMatchObject({
      status: 422,
      code: 'exceeds_amount_due',
      amount: 25_000,
      due: 20_000,
      missing: 5_000,
      currency: 'EUR',
    });
    const inKroner = await site.newOrder({ currency: 'ISK' });
    expect(await refusal(large.code, inKroner.id)).toMatchObject({
      status: 422,
      code: 'currency_mismatch',
      certificate_currency: 'EUR',
      order_currency: 'ISK',
    });

    const used = await site.newCertificate();
    await refusal(used.code);
    expect(await refusal(used.code)).toMatchObject({ status: 409, code: 'certificate_redeemed' });
    const last = await site.newCertificate({ amount: 2_500 });
    bed.clock.moveTo(new Date(Date.now() + 731 * 86_400_000));
    expect(await refusal(last.code)).toMatchObject({ status: 409, code: 'certificate_expired' });
    bed.clock.moveTo(null);
    await site.call('POST', `/v1/orders/${id}/complete`);
    expect(await refusal(last.code)).toMatchObject({
      status: 409,
      code: 'order_closed',
      order_status: 'completed',
    });
  });

  it('without a redemption, a total or a closed order being changed', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    const order = `/v1/orders/${id}`;
    const missing = await site.call('DELETE', `${order}/redemptions/${crypto.randomUUID()}`);
    expect(missing.body).toMatchObject({ status: 404, code: 'not_found' });
    const completed = await site.call('POST', `${order}/complete`);
    for (const [method, path, body] of [
      ['PATCH', order, { total: 1 }],
      ['POST', `${order}/cancel`, undefined],
    ] as const) {
      const refused = await site.call(method, path, { body });
      expect(refused.body).toMatchObject({ status: 409, code: 'order_closed' });
    }
    expect((await site.call('GET', order)).body).toEqual(completed.body);
  });

  it('and an order under a reference that exists', async () => {
    const site = await bed.newSite();
    const { reference } = await site.newOrder();
    const again = await site.call('POST', '/v1/orders', { body: { reference, total: 1, currency: 'EUR' } });
    expect(again.body).toMatchObject({ status: 409, code: 'order_reference_taken' });
    const body = { reference: 'late', total: 1, currency: 'EUR', expires_at: '2020-01-01T00:00:00Z' };
    const late = await site.call('POST', '/v1/orders', { body });
    expect(late.body).toMatchObject({
      status: 422,
      code: 'validation_failed',
      fields: { expires_at: expect.any(String) },
    });
  });
});
