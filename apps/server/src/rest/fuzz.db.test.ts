import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzApi } from './fuzz-run-of-test.ts';
import { type HttpTestBed, openHttp } from './http-test-bed.ts';

let bed: HttpTestBed;
beforeAll(async () => {
  bed = await openHttp();
});
// The test bed compares the books when it closes.
afterAll(() => bed.close());

const CALLS = 1_500;

it(`answers ${CALLS} calls made from the published document as documented, none with a 500`, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const { key } = await bed.newSite();
  const report = await fuzzApi({ url: bed.url, apiKey: key, seed, calls: CALLS, lanes: 8, msMax: 100_000 });
  expect(report.violations, `seed ${seed}`).toEqual([]);
  expect(report.made, `seed ${seed}`).toBe(CALLS);
  // A run in which next to nothing works, or next to nothing is refused, would show little.
  expect(report.codes.get('done'), `seed ${seed}`).toBeGreaterThan(CALLS / 10);
  expect(report.codes.size, `seed ${seed}`).toBeGreaterThan(10);
  expect(report.succeeded.length, `seed ${seed}`).toBeGreaterThan(12);
});
