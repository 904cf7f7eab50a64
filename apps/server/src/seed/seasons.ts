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

/** `count` instants of sale in the local days from `oldestDays` to `newestDays` before `anchor`, in no order. */
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
  const days = Array.from({ length: oldestDays - newestDays + 1 }, (_, index) => {
    const on = addLocalDays(today, index - oldestDays);
    return { on, weight: busyness(on) };
  });
  return Array.from({ length: count }, () => {
    const { on } = draws.pickWeighted(days, ({ weight }) => weight);
    return drawTimeOfDay(draws, on, timeZone);
  });
}

/** Some waking minute of a local day. */
export function drawTimeOfDay(draws: Draws, on: string, timeZone: string): Date {
  const minutes = draws.whole(8 * 60, 22 * 60);
  const milliseconds = draws.whole(0, MINUTE_MS - 1);
  return new Date(startOfLocalDay(on, timeZone).getTime() + minutes * MINUTE_MS + milliseconds);
}
