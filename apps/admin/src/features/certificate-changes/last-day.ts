import type { Formats } from '../../formats/formats.ts';

/** What is wrong with a new last day (all local dates `YYYY-MM-DD`), or null. The server decides; it speaks in such dates. */
export function lastDayProblem(
  day: string,
  today: string,
  lastSoFar: string | null,
  formats: Pick<Formats, 'day'>,
): string | null {
  if (day === '') return 'Choose the new last day.';
  if (lastSoFar !== null && day <= lastSoFar && lastSoFar >= today) {
    return `Choose a day after ${formats.day(lastSoFar)}, the last one so far.`;
  }
  return day < today ? `Choose today (${formats.day(today)}) or a later day.` : null;
}
