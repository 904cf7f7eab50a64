import { openDatabase } from '@boon/db';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, openRest, type RestTestBed } from './rest/rest-test-bed.ts';
import { createTrpc } from './routers/mount.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

it('a call that lost its database on the way is told to come again, and then finds what it had done', async () => {
  const site = await bed.newSite();
  const order = await site.newOrder();
  const { code } = await site.newCertificate();
  const idempotencyKey = crypto.randomUUID();
  const redeem = () =>
    site.call('POST', `/v1/orders/${order.id}/redemptions`, { body: { code }, idempotencyKey });

  // It waits where it would write, and its connection goes.
  const holder = await bed.owner.connect();
  await holder.query('begin; lock table redemptions in share row exclusive mode');
  const lost = redeem();
  await expect.poll(() => cutOffWaiting(bed)).toBeGreaterThan(0);
  await holder.query('rollback');
  holder.release();
  expectAway(await lost);

  expect((await redeem()).status).toBe(201);
  expect((await redeem()).headers.get('idempotent-replayed')).toBe('true');
});

it.each([
  ['reissue', { reason: 'it leaked', send: false }],
  ['extend', { valid_through: '2098-12-31' }],
])(
  'a repeated %s is done when the first was lost before it was done, whatever was done before that',
  async (what, body) => {
    const site = await bed.newSite();
    const { id } = await site.newCertificate();
    const path = `/v1/certificates/${id}/${what}`;
    const earlier = what === 'extend' ? { valid_through: '2090-12-31' } : body;
    const before = await site.call('POST', path, { body: earlier, idempotencyKey: 'before' });
    const again = () => site.call('POST', path, { body, idempotencyKey: 'lost' });

    const holder = await bed.owner.connect();
    await holder.query('begin');
    await holder.query('select 1 from certificates where id = $1 for update', [id]);
    const lost = again();
    await expect.poll(() => cutOffWaiting(bed)).toBeGreaterThan(0);
    await holder.query('rollback');
    holder.release();
    expectAway(await lost);

    const done = await again();
    expect(done.status).toBe(200);
    const [told, was] = [done.body, before.body].map(({ code, valid_through }) => code ?? valid_through);
    expect(told).not.toBe(was);
    if (what === 'extend') expect(told).toBe('2098-12-31');
    const now = await site.call('GET', `/v1/certificates/${id}`);
    expect(now.body).toMatchObject({
      code_last4: done.body.code_last4,
      valid_through: done.body.valid_through,
    });
    expect((await again()).text).toBe(done.text);
  },
);

it('the widget hears that nobody knows what was done: no refusal, and when to ask again', async () => {
  const site = await bed.newSite();
  const { id } = await site.newOrder();
  const { token } = (await site.call('POST', `/v1/orders/${id}/checkout-tokens`)).body;
  const database = openDatabase({ url: 'postgres://boon@127.0.0.1:1/boon' });
  const app = new Hono();
  const services = { ...bed.services, database };
  app.route(
    '/api/trpc',
    createTrpc(
      services,
      async () => null,
      () => '192.0.2.1',
      null,
    ),
  );
  const answer = await app.request('/api/trpc/widget.applyCode', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ code: '0000-0000-0000', redemptionId: crypto.randomUUID() }),
  });
  await database.close();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  const { error } = await answer.json();
  expect(error.data).toEqual({ code: 'SERVICE_UNAVAILABLE', httpStatus: 503, refusal: null });
  expect(error.message).toBe('Our database does not answer at the moment. Try again shortly.');
});

async function cutOffWaiting({ owner }: RestTestBed): Promise<number> {
  const { rows } = await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

function expectAway({ status, headers, body }: Answer): void {
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('2');
  expect(body).toMatchObject({ code: 'service_unavailable', status: 503 });
  expect(String(body.detail)).toContain('Idempotency-Key');
}
