import { expect, it } from 'vitest';
import { guessingSentences } from './guessing-sentences.ts';

const formats = {
  count: (value: number) => value.toLocaleString('en'),
  instant: (iso: string) => iso.slice(11, 16),
};
const guessing = { since: '2026-11-25T09:02:00Z', latest: '2026-11-25T09:40:00Z' };

it('tells an alert with its counts', () => {
  const bot = { ...guessing, wrongCodes: 240, turnedAway: 9760, orders: 40, addresses: 200 };
  expect(guessingSentences(bot, formats).counts).toBe(
    '240 wrong codes from 200 addresses on 40 orders since 09:02, the latest 09:40; 9,760 more attempts were turned away.',
  );
});

it('tells of one, and of none, as a person would', () => {
  const one = { ...guessing, wrongCodes: 1, turnedAway: 1, orders: 1, addresses: 0 };
  expect(guessingSentences(one, formats).counts).toBe(
    '1 wrong code on 1 order since 09:02, the latest 09:40; 1 more attempt was turned away.',
  );
});
