import { addLocalDays, localDate, startOfLocalDay } from '@boon/core';
import type { Draws } from './draws.ts';

const MINUTE_MS = 60_000;

/** How busy a day is beside an ordinary one: Christmas first, then early summer, and a little Valentine's day. */
function busyness(on: string): number {
  const [, month = 1, day = 1] = on.split('-').map(Number);
  if (month === 12) return day <= 23 ? 3.4 : 1.2;
  if (month === 11) return day >= 20 ? 2.4 : 1.3;
  if (month === 2) return day <= 14 ? 1.5 : 0.7;
  return [0.6, 0.7, 0.8, 0.9, 1.4, 1.8, 1.5, 1, 0.8, 0.8, 1, 1][month - 1] ?? 1;
}

/**
 * `count` instants of sale in the local days from `oldestDays` to `newestDays` before `anchor`, oldest first. They are
 * spread over the period by its busyness, so that chance leaves no month empty.
 */
export function drawSales(
  draws: Draws,
  period: {
    readonly anchor: Date;
    readonly timeZone: string;
    readonly oldestDays: number;
    readonly newestDays: number;
    readonly count: number;
  },
): Date[] {
  const { anchor, timeZone, oldestDays, newestDays, count } = period;
  const today = localDate(anchor, timeZone);
  let busyUntil = 0;
  const days = Array.from({ length: oldestDays - newestDays + 1 }, (_, index) => {
    const on = addLocalDays(today, index - oldestDays);
    busyUntil += busyness(on);
    return { on, busyUntil };
  });
  return Array.from({ length: count }, (_, index) => {
    const position = ((index + draws.fraction()) / count) * busyUntil;
    const day = days.find((candidate) => position < candidate.busyUntil);
    return drawTimeOfDay(draws, day?.on ?? addLocalDays(today, -newestDays), timeZone);
  });
}

/** Some waking minute of a local day. */
export function drawTimeOfDay(draws: Draws, on: string, timeZone: string): Date {
  const minutes = draws.whole(8 * 60, 22 * 60);
  const milliseconds = draws.whole(0, MINUTE_MS - 1);
  return new Date(startOfLocalDay(on, timeZone).getTime() + minutes * MINUTE_MS + milliseconds);
}
