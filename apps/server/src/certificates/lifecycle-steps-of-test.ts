import fc from 'fast-check';
import type { Step } from './lifecycle-model-of-test.ts';

const STEPS_MAX = 45;
/** Shortly before clocks change somewhere, and before a leap day. */
const STARTS = [
  '2027-03-12T22:30:00Z',
  '2027-03-26T09:00:00Z',
  '2028-02-26T23:59:00Z',
  '2027-11-05T03:00:00Z',
];
const ZONES = [
  'Atlantic/Reykjavik',
  'America/New_York',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
  'Europe/Oslo',
];

/** Few of each, so that steps meet. */
const c = fc.nat({ max: 2 });
const o = fc.nat({ max: 2 });
const amountMinor = fc.constantFrom(5_000, 10_000, 15_000);
const totalMinor = fc.constantFrom(0, 9_999, 15_000, 30_000, 500_000);
const days = fc.integer({ min: -2, max: 9 });
const maybeDays = fc.option(days, { nil: null });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('issue'),
      as: fc.constantFrom('paid', 'free', 'pending', 'bought'),
      amountMinor,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('announce'),
      totalMinor,
      currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'ISK'),
      hours: fc.constantFrom(null, null, null, 30),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('redeem'),
      c,
      o,
      code: fc.constantFrom('latest', 'latest', 'first'),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'markPaid',
        'remove',
        'void',
        'refund',
        'giveBack',
        'giveBack',
        'reissue',
        'correct',
      ),
      c,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('extend'), c, days }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reactivate'), c, days: maybeDays }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel'), o, days: maybeDays }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('complete'), o }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('changeTotal'), o, totalMinor }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(1, 23, 24, 25, 72) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('waitForEnd'), c, beforeMs: fc.constantFrom(0, 1) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'book' }) },
) as fc.Arbitrary<Step>;

/** A business somewhere, and what happens to it. */
export const histories = fc.record({
  start: fc.constantFrom(...STARTS),
  zone: fc.constantFrom(...ZONES),
  validDays: fc.constantFrom(null, 1, 3, 3, 3),
  steps: fc.array(step, { minLength: 15, maxLength: STEPS_MAX, size: 'max' }),
});

/** Every history begins with something to act on. */
export const OPENING: readonly Step[] = [
  { do: 'issue', as: 'paid', amountMinor: 10_000 },
  { do: 'issue', as: 'bought', amountMinor: 5_000 },
  { do: 'issue', as: 'free', amountMinor: 15_000 },
  { do: 'void', c: 2 },
  { do: 'announce', totalMinor: 30_000, currency: 'EUR', hours: null },
];
