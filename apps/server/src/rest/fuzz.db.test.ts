import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzedCall, seededRandom } from './fuzz-of-test.ts';
import { openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

const CALLS = 400;

it(`answers ${CALLS} calls made from the published document as documented, none with a 500`, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const site = await bed.newSite();
  const document = (await bed.call('GET', '/v1/openapi.json')).body;
  const ids = [(await site.newOrder()).id, (await site.newCertificate()).id, crypto.randomUUID()];
  const statuses = new Map<number, number>();
  for (let made = 0; made < CALLS; made += 1) {
    const { method, path, body } = fuzzedCall(document, random, ids);
    const key = random() < 0.3 ? { idempotencyKey: `k${Math.floor(random() * 20)}` } : {};
    const { status, body: answer } = await site.call(method, path, { body, ...key });
    expect(status, `seed ${seed}: ${method} ${path} ${JSON.stringify(body)}`).toBeLessThan(500);
    if (status === 201 && typeof answer.id === 'string') ids.push(answer.id);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(statuses.get(200), `seed ${seed}`).toBeGreaterThan(CALLS / 50);
  expect(statuses.get(422), `seed ${seed}`).toBeGreaterThan(CALLS / 50);
});
