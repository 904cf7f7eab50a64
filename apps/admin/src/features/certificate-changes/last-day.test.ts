import { describe, expect, it } from 'vitest';
import { createFormats } from '../../formats/formats.ts';
import { lastDayProblem } from './last-day.ts';

const formats = createFormats('en', 'Europe/Oslo');
const TODAY = '2026-11-27';
const problem = (day: string, lastSoFar: string | null) => lastDayProblem(day, TODAY, lastSoFar, formats);

describe('a new last day', () => {
  it('is later than the one so far, and says so in the words dates have everywhere else', () => {
    expect(problem('2028-11-27', '2028-11-26')).toBeNull();
    expect(problem('2028-11-26', '2028-11-26')).toBe('Choose a day after Nov 26, 2028, the last one so far.');
  });

  it('is not past when the one so far is', () => {
    expect(problem(TODAY, '2026-11-01')).toBeNull();
    expect(problem('2026-11-26', '2026-11-01')).toBe('Choose today (Nov 27, 2026) or a later day.');
    expect(problem('2026-10-01', '2026-11-01')).toBe('Choose today (Nov 27, 2026) or a later day.');
  });

  it('has to be chosen', () => {
    expect(problem('', '2026-11-01')).toBe('Choose the new last day.');
  });
});
