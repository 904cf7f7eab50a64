import { formatMoney, formatMoneyShort, type Money, minorDigits } from '@boon/core/money';

/** Every figure of the console, in the workspace's language and zone. */
export type Formats = {
  money: (amountMinor: number, currency: string) => string;
  /** Without decimals when there are none: "€150". */
  moneyShort: (amountMinor: number, currency: string) => string;
  /** For the axis of a chart: "€1.2K". */
  moneyCompact: (amountMinor: number, currency: string) => string;
  count: (value: number) => string;
  /** `share` is 0..1. */
  percent: (share: number) => string;
  /** A local date `YYYY-MM-DD`. */
  day: (localDate: string) => string;
  /** Day and month of a local date, for the axis of a chart. */
  dayShort: (localDate: string) => string;
  /** An instant (ISO 8601) as date and time in the workspace's zone. */
  instant: (iso: string) => string;
  /** An instant as the local date it falls on in the workspace's zone. */
  instantDay: (iso: string) => string;
  /** An instant, counted from another: "3 minutes ago"; beyond a month as a date. */
  ago: (iso: string, nowIso: string) => string;
  bytes: (value: number) => string;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// Seconds would be wrong by the time they are read: under a minute it is "this minute", and that is enough.
const AGO_STEPS = [
  { untilMs: HOUR_MS, unitMs: MINUTE_MS, unit: 'minute' },
  { untilMs: DAY_MS, unitMs: HOUR_MS, unit: 'hour' },
  { untilMs: 30 * DAY_MS, unitMs: DAY_MS, unit: 'day' },
] as const;

export function createFormats(language: string, timeZone: string): Formats {
  const counts = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const daysShort = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const instants = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const instantDays = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const agos = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const kilobytes = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });

  const toMoney = (amountMinor: number, currency: string): Money => ({ amountMinor, currency });

  return {
    money: (amountMinor, currency) => formatMoney(toMoney(amountMinor, currency), language),
    moneyShort: (amountMinor, currency) => formatMoneyShort(toMoney(amountMinor, currency), language),
    moneyCompact: (amountMinor, currency) =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        notation: 'compact',
        maximumFractionDigits: 1,
        minimumFractionDigits: 0,
      }).format(amountMinor / 10 ** minorDigits(currency)),
    count: (value) => counts.format(value),
    percent: (share) => percents.format(share),
    day: (localDate) => days.format(new Date(`${localDate}T00:00:00Z`)),
    dayShort: (localDate) => daysShort.format(new Date(`${localDate}T00:00:00Z`)),
    instant: (iso) => instants.format(new Date(iso)),
    instantDay: (iso) => instantDays.format(new Date(iso)),
    ago: (iso, nowIso) => {
      const elapsedMs = Math.max(0, new Date(nowIso).getTime() - new Date(iso).getTime());
      const step = AGO_STEPS.find(({ untilMs }) => elapsedMs < untilMs);
      if (!step) return instantDays.format(new Date(iso));
      return agos.format(-Math.floor(elapsedMs / step.unitMs), step.unit);
    },
    bytes: (value) => kilobytes.format(Math.max(1, value / 1000)),
  };
}

/** Today's local date in `timeZone`, `YYYY-MM-DD`. */
export function localToday(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  }).formatToParts(now);
  const part = (type: 'year' | 'month' | 'day') =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
