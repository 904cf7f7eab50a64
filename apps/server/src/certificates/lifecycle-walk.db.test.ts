import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { walkLifecycle } from './lifecycle-walk-of-test.ts';

const WALKS = 12;
/** Less than a test may take: what was found till then is printed. */
const WITHIN_MS = 20_000;

let bed: ServicesTestBed;
beforeAll(async () => {
  bed = await openServices();
});
afterAll(() => bed.close());

it(`does what a simple model of the rules predicts, step by step, in ${WALKS} random histories`, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const answers = await walkLifecycle(bed, { walks: WALKS, seed, withinMs: WITHIN_MS });
  expect(answers.get('redeem: ok'), `seed ${seed}`).toBeGreaterThan(0);
  const { rows } = await bed.owner.query('select number, problem from ledger_differences');
  expect(rows, `seed ${seed}`).toEqual([]);
});
