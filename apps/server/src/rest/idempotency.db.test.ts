import { claimAnswer, forgetOldAnswers, releaseAnswer } from '@boon/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giftOf, openRest, type RestTestBed, type Site } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

const newOrder = (reference: string) => ({ reference, total: 42_000, currency: 'EUR' });
const forgetAnswers = () => bed.owner.query('delete from stored_answers');
const count = async (text: string, ...values: unknown[]) =>
  Number((await bed.owner.query<{ count: string }>(text, values)).rows[0]?.count);

describe('a POST with an Idempotency-Key', () => {
  it('gives the first answer again, whatever happened since', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder();
    const [first, second] = [await site.newCertificate(), await site.newCertificate()];
    const path = `/v1/orders/${id}/redemptions`;
    const call = { body: { code: first.code }, idempotencyKey: 'first' };
    const answered = await site.call('POST', path, call);
    await site.call('POST', path, { body: { code: second.code }, idempotencyKey: 'second' });
    const repeated = await site.call('POST', path, call);
    expect(repeated.text).toBe(answered.text);
    expect(repeated.status).toBe(201);
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(answered.headers.get('idempotent-replayed')).toBeNull();
  });

  it('is refused for another body and for another path', async () => {
    const site = await bed.newSite();
    const [one, other] = [await site.newOrder(), await site.newOrder()];
    const [first, second] = [await site.newCertificate(), await site.newCertificate()];
    const redeem = (order: { id: string }, { code }: { code: string }) =>
      site.call('POST', `/v1/orders/${order.id}/redemptions`, { body: { code }, idempotencyKey: 'k' });
    expect((await redeem(one, first)).status).toBe(201);
    for (const refused of [await redeem(one, second), await redeem(other, first)]) {
      expect(refused.body).toMatchObject({ status: 409, code: 'idempotency_mismatch' });
    }
    const status = (await site.call('GET', `/v1/certificates/${second.id}`)).body.status;
    expect(status).toBe('active');
  });

  it("belongs to one API key: another key's calls are other calls", async () => {
    const site = await bed.newSite();
    const key = await site.newKey(['redeem']);
    const one = await site.call('POST', '/v1/orders', { body: newOrder('a'), idempotencyKey: 'k' });
    const other = await site.call('POST', '/v1/orders', { body: newOrder('b'), idempotencyKey: 'k', key });
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.id).not.toBe(one.body.id);
  });

  it('keeps no refusal: the same call is decided again', async () => {
    const site = await bed.newSite();
    const { id } = await site.newOrder({ total: 10_000 });
    const { code } = await site.newCertificate();
    const redeem = () =>
      site.call('POST', `/v1/orders/${id}/redemptions`, { body: { code }, idempotencyKey: 'k' });
    expect((await redeem()).body.code).toBe('exceeds_amount_due');
    await site.call('PATCH', `/v1/orders/${id}`, { body: { total: 15_000 } });
    expect((await redeem()).status).toBe(201);
  });

  it('must be printable and at most 255 characters long', async () => {
    const site = await bed.newSite();
    for (const idempotencyKey of ['two words', 'x'.repeat(256)]) {
      const refused = await site.call('POST', '/v1/orders', { body: newOrder('c'), idempotencyKey });
      expect(refused.body).toMatchObject({
        code: 'validation_failed',
        fields: { idempotency_key: expect.any(String) },
      });
    }
  });
});

describe('fifty repeats at once', () => {
  const fifty = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, call));

  it.each(['8f14e45f-ceea-467f-9538-6a1e8d3b2c40', 'any-text'])(
    'make one redemption and give everyone the same answer (%s)',
    async (idempotencyKey) => {
      const site = await bed.newSite();
      const { id } = await site.newOrder();
      const { code } = await site.newCertificate();
      const path = `/v1/orders/${id}/redemptions`;
      const answers = await fifty(() => site.call('POST', path, { body: { code }, idempotencyKey }));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
      const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');
      expect(replayed).toHaveLength(49);
      expect(await count('select count(*) from redemptions where order_id = $1', id)).toBe(1);
      const redeemed = "select count(*) from activities where workspace_id = $1 and type = 'redeemed'";
      expect(await count(redeemed, site.workspaceId)).toBe(1);
    },
  );

  it('make one order and one certificate', async () => {
    const site = await bed.newSite();
    const orders = await fifty(() =>
      site.call('POST', '/v1/orders', { body: newOrder('one'), idempotencyKey: 'o' }),
    );
    const certificates = await fifty(() =>
      site.call('POST', '/v1/certificates', { body: giftOf(), idempotencyKey: 'c' }),
    );
    for (const answers of [orders, certificates]) {
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
    }
    expect(await count('select count(*) from orders where workspace_id = $1', site.workspaceId)).toBe(1);
    expect(await count('select count(*) from certificates where workspace_id = $1', site.workspaceId)).toBe(
      1,
    );
  });

  it('void once and mail once', async () => {
    const site = await bed.newSite();
    const { id } = await site.newCertificate({ send: false });
    const sent = await fifty(() => site.call('POST', `/v1/certificates/${id}/send`, { idempotencyKey: 's' }));
    expect(new Set(sent.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await count('select count(*) from outbox where workspace_id = $1', site.workspaceId)).toBe(1);
    const body = { reason: 'Bought twice' };
    const voided = await fifty(() =>
      site.call('POST', `/v1/certificates/${id}/void`, { body, idempotencyKey: 'v' }),
    );
    expect(new Set(voided.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(voided[0]?.body).toMatchObject({ status: 'voided', void_reason: 'Bought twice' });
  });
});

describe('after a crash between the commit and the answer', () => {
  it('the repeat finds the order, the certificate with its code, and the redemption', async () => {
    const site = await bed.newSite();
    const calls = async () => {
      const order = await site.call('POST', '/v1/orders', { body: newOrder('crash'), idempotencyKey: 'o' });
      const certificate = await site.call('POST', '/v1/certificates', {
        body: giftOf(),
        idempotencyKey: 'c',
      });
      const { code } = certificate.body;
      const path = `/v1/orders/${order.body.id}/redemptions`;
      const redemption = await site.call('POST', path, { body: { code }, idempotencyKey: 'r' });
      return [order.body, certificate.body, redemption.body];
    };
    const [order, certificate, redemption] = await calls();
    await forgetAnswers();
    const [orderAgain, certificateAgain, redemptionAgain] = await calls();
    expect(orderAgain?.id).toBe(order?.id);
    expect(certificateAgain).toMatchObject({ id: certificate?.id, code: certificate?.code });
    expect(redemptionAgain).toEqual(redemption);
  });

  it('the repeat of a void is answered as done, and another void as refused', async () => {
    const site = await bed.newSite();
    const { id } = await site.newCertificate();
    const send = (idempotencyKey: string) =>
      site.call('POST', `/v1/certificates/${id}/void`, { body: { reason: 'Twice' }, idempotencyKey });
    expect((await send('k')).status).toBe(200);
    await bed.owner.query(
      "update stored_answers set answer = null, claimed_until = 'epoch' where workspace_id = $1",
      [site.workspaceId],
    );
    expect((await send('k')).body).toMatchObject({ status: 'voided' });
    expect((await send('other')).body).toMatchObject({ status: 409, code: 'certificate_voided' });
  });
});

describe('a call that must not run twice at once', () => {
  it('makes a repeat wait, and asks it to come back when the first does not end', {
    timeout: 20_000,
  }, async () => {
    const { database } = bed.services;
    const site = await bed.newSite();
    const { id } = await site.newCertificate();
    const path = `/v1/certificates/${id}/void`;
    const body = { reason: 'Twice' };
    expect((await site.call('POST', path, { body, idempotencyKey: 'k' })).status).toBe(200);
    const { rows } = await bed.owner.query<{ api_key_id: string; fingerprint: Buffer }>(
      'select api_key_id, fingerprint from stored_answers where workspace_id = $1',
      [site.workspaceId],
    );
    const [row] = rows;
    if (!row) throw new Error('the answer was not kept');
    await forgetAnswers();
    const call = { workspaceId: site.workspaceId, apiKeyId: row.api_key_id, idempotencyKey: 'k' };
    expect(await claimAnswer(database, call, row.fingerprint, 60)).toMatchObject({
      taken: true,
      attempts: 1,
    });
    expect(await claimAnswer(database, call, row.fingerprint, 60)).toMatchObject({ taken: false });

    const waiting = await site.call('POST', path, { body, idempotencyKey: 'k' });
    expect(waiting.body).toMatchObject({ status: 409, code: 'stale' });
    expect(waiting.headers.get('retry-after')).toBe('1');
    await releaseAnswer(database, call, 'unknown');
    expect((await site.call('POST', path, { body, idempotencyKey: 'k' })).body.status).toBe('voided');
  });
});

describe('one key raced over two calls', () => {
  it('does one of them, and leaves nothing of the other behind', async () => {
    const site = await bed.newSite();
    const people = { purchaser: { name: 'Two', email: 'two@example.com' }, recipient: { name: 'Two' } };
    const rivals = [
      ['/v1/orders', newOrder('raced')],
      ['/v1/certificates', giftOf()],
      ['/v1/certificates', { ...giftOf(), ...people }],
    ] as const;
    const made = async () => ({
      orders: await count('select count(*) from orders where workspace_id = $1', site.workspaceId),
      certificates: await count(
        'select count(*) from certificates where workspace_id = $1',
        site.workspaceId,
      ),
    });
    for (let round = 1; round <= 12; round += 1) {
      const answers = await Promise.all(
        rivals.map(([path, body]) =>
          site.call('POST', path, { body: bodyOf(body, round), idempotencyKey: `k${round}` }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
      const { orders, certificates } = await made();
      expect(orders + certificates).toBe(round);
    }
  });
});

function bodyOf(body: object, round: number): object {
  return 'reference' in body ? { ...body, reference: `raced-${round}` } : body;
}

describe('what is kept', () => {
  it('holds no code and no token', async () => {
    const site: Site = await bed.newSite();
    const certificate = await site.call('POST', '/v1/certificates', { body: giftOf(), idempotencyKey: 'c' });
    const { id } = await site.newOrder();
    const token = await site.call('POST', `/v1/orders/${id}/checkout-tokens`, { idempotencyKey: 't' });
    const code = String(certificate.body.code);
    await site.call('POST', '/v1/codes/check', { body: { code }, idempotencyKey: 'k' });
    await site.call('POST', `/v1/orders/${id}/redemptions`, { body: { code }, idempotencyKey: 'r' });
    const { rows } = await bed.owner.query('select * from stored_answers where workspace_id = $1', [
      site.workspaceId,
    ]);
    expect(rows).toHaveLength(4);
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll('-', ''));
    const signature = String(token.body.token).split('.')[2];
    expect(kept).not.toContain(signature);
    const again = await site.call('POST', `/v1/orders/${id}/checkout-tokens`, { idempotencyKey: 't' });
    expect(again.text).toBe(token.text);
    const created = await site.call('POST', '/v1/certificates', { body: giftOf(), idempotencyKey: 'c' });
    expect(created.text).toBe(certificate.text);
  });

  it('holds the code that was answered, whatever code the certificate has been given since', async () => {
    const site = await bed.newSite();
    const create = () => site.call('POST', '/v1/certificates', { body: giftOf(), idempotencyKey: 'c' });
    const created = await create();
    const path = `/v1/certificates/${created.body.id}/reissue`;
    const reissue = (idempotencyKey: string) =>
      site.call('POST', path, { body: { reason: 'it leaked', send: false }, idempotencyKey });
    const [first, second] = [await reissue('1'), await reissue('2')];
    expect(new Set([created, first, second].map(({ body }) => body.code)).size).toBe(3);
    expect((await create()).text).toBe(created.text);
    expect((await reissue('1')).text).toBe(first.text);
    expect((await reissue('2')).text).toBe(second.text);
  });

  it('is forgotten after two days, not before', async () => {
    const site = await bed.newSite();
    await site.call('POST', '/v1/orders', { body: newOrder('old'), idempotencyKey: 'old' });
    await site.call('POST', '/v1/orders', { body: newOrder('new'), idempotencyKey: 'new' });
    await bed.owner.query(
      "update stored_answers set created_at = now() - interval '49 hours' where idempotency_key = 'old'",
    );
    expect(await forgetOldAnswers(bed.services.database, 1_000)).toBe(1);
    expect(await forgetOldAnswers(bed.services.database, 1_000)).toBe(0);
    const left = 'select count(*) from stored_answers where workspace_id = $1';
    expect(await count(left, site.workspaceId)).toBe(1);
  });
});
