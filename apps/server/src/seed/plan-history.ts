import { demoLastBookingId } from './aurora.ts';
import { createDraws, type Draws } from './draws.ts';
import { type PlannedBooking, planBookings } from './plan-bookings.ts';
import {
  type Business,
  DAY_MS,
  type Fate,
  MINUTE_MS,
  type PlannedCertificate,
  planCertificate,
} from './plan-certificate.ts';
import { drawSales } from './seasons.ts';

export type History = {
  /** Oldest first, which is also the order of their ids. */
  readonly certificates: readonly PlannedCertificate[];
  /** Oldest first. */
  readonly bookings: readonly PlannedBooking[];
};

/** Sold so long ago that their day has passed (the first eight) or will within the month. */
const OLD_SALES_DAYS_AGO = [806, 797, 789, 776, 768, 761, 752, 745, 726, 722, 717, 711, 704];
const SALES_OF_EARLIER_YEARS = 14;
const SALES_OF_LAST_14_MONTHS = 132;
const SALES_OF_TODAY_MINUTES_AGO = [412, 187, 41];

/** Where along the sales something other than being kept or spent happens: 0 is the oldest, 1 the newest. */
const SPECIAL_FATES: readonly { readonly at: number; readonly fate: Fate }[] = [
  { at: 0.24, fate: 'withdrawn' },
  { at: 0.33, fate: 'abandoned' },
  { at: 0.42, fate: 'withdrawn' },
  { at: 0.52, fate: 'withdrawn' },
  { at: 0.6, fate: 'returned' },
  { at: 0.66, fate: 'abandoned' },
  { at: 0.72, fate: 'in_cart' },
  { at: 0.77, fate: 'withdrawn' },
  { at: 0.81, fate: 'in_cart' },
  { at: 0.85, fate: 'withdrawn' },
  { at: 0.88, fate: 'in_cart' },
  { at: 0.91, fate: 'abandoned' },
  { at: 0.945, fate: 'unpaid' },
  { at: 0.96, fate: 'unpaid' },
  { at: 0.975, fate: 'unpaid' },
];

/** The whole history of the demo, told from `anchor` backwards: the same anchor gives the same history. */
export function planHistory(workspace: Business, anchor: Date): History {
  const draws = createDraws(workspace.name);
  const sales = drawSalesUntil(draws, workspace, anchor);
  const certificates = sales
    .map((createdAt, index) => {
      const fate = drawFate(draws, index, sales.length, createdAt, anchor);
      return planCertificate(draws, workspace, { createdAt, anchor, fate });
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const bookings = planBookings(draws, workspace, certificates, anchor);
  const last = bookings.at(-1);
  return {
    certificates,
    bookings: last ? bookings.with(-1, { ...last, id: demoLastBookingId(anchor) }) : bookings,
  };
}

function drawSalesUntil(draws: Draws, { timeZone }: Business, anchor: Date): Date[] {
  const period = { anchor, timeZone };
  return [
    ...OLD_SALES_DAYS_AGO.flatMap((days) =>
      drawSales(draws, { ...period, oldestDays: days, newestDays: days, count: 1 }),
    ),
    ...drawSales(draws, { ...period, oldestDays: 690, newestDays: 430, count: SALES_OF_EARLIER_YEARS }),
    ...drawSales(draws, { ...period, oldestDays: 425, newestDays: 1, count: SALES_OF_LAST_14_MONTHS }),
    ...SALES_OF_TODAY_MINUTES_AGO.map((minutes) => new Date(anchor.getTime() - minutes * MINUTE_MS)),
  ].toSorted((a, b) => a.getTime() - b.getTime());
}

function drawFate(draws: Draws, index: number, count: number, createdAt: Date, anchor: Date): Fate {
  const ageDays = (anchor.getTime() - createdAt.getTime()) / DAY_MS;
  if (ageDays > 735) return index % 2 === 0 ? 'expired' : 'spent';
  if (ageDays > 700) return 'kept';
  const special = SPECIAL_FATES.find(({ at }) => Math.round(at * (count - 1)) === index);
  if (special) return special.fate;
  const isSpent = ageDays > 10 && draws.chance(Math.min(0.7, 0.12 + ageDays / 850));
  return isSpent ? 'spent' : 'kept';
}
