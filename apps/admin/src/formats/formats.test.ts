import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';

const NOW = '2027-03-31T12:00:00.000Z';

describe('how long ago something was', () => {
  const { ago } = createFormats('en', 'Europe/Vienna');

  it.each([
    ['2027-03-31T11:59:30.000Z', 'this minute'],
    ['2027-03-31T11:59:00.000Z', '1 minute ago'],
    ['2027-03-31T11:00:01.000Z', '59 minutes ago'],
    ['2027-03-31T11:00:00.000Z', '1 hour ago'],
    ['2027-03-30T12:00:01.000Z', '23 hours ago'],
    ['2027-03-30T12:00:00.000Z', 'yesterday'],
    ['2027-03-02T12:00:00.000Z', '29 days ago'],
    ['2027-03-01T12:00:00.000Z', 'Mar 1, 2027'],
    ['2027-03-31T12:00:05.000Z', 'this minute'],
  ])('%s is %s', (iso, words) => {
    expect(ago(iso, NOW)).toBe(words);
  });
});
