import { Temporal } from 'temporal-polyfill';

/** Until when a certificate may be used: the last local day, the zone it is read in, and the first instant after it. */
export type Validity = {
  /** Last valid day, `YYYY-MM-DD`, local to `timeZone`. */
  readonly validThrough: string;
  /** IANA zone, kept with the certificate: a later change of the workspace's zone changes nothing. */
  readonly timeZone: string;
  /** Exclusive: the first instant of the day after, equal to PostgreSQL's `(date + 1)::timestamp at time zone zone`. */
  readonly expiresAt: Date;
};

/** The local date at `instant` in `timeZone`, `YYYY-MM-DD`. @throws RangeError for an unknown zone */
export function localDate(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** @throws RangeError for a date that does not exist (2026-02-30) or an unknown zone */
export function validityThrough(validThrough: string, timeZone: string): Validity {
  const lastDay = Temporal.PlainDate.from(validThrough, { overflow: 'reject' });
  // Where clocks go back over midnight (Azores, Havana) the day after begins twice: PostgreSQL takes the later one, to the
  // holder's benefit. Where a day has no midnight (Cairo, Beirut) there is only its first instant.
  const midnight = lastDay.add({ days: 1 }).toPlainDateTime();
  const dayAfter = midnight.toZonedDateTime(timeZone, { disambiguation: 'later' });
  return { validThrough: lastDay.toString(), timeZone, expiresAt: new Date(dayAfter.epochMilliseconds) };
}

/** Valid for `days` days after the local date of `from`, through the end of the last one. */
export function validityFor(from: Date, days: number, timeZone: string): Validity {
  const lastDay = Temporal.PlainDate.from(localDate(from, timeZone)).add({ days });
  return validityThrough(lastDay.toString(), timeZone);
}

/** True for an existing local date written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** The first instant of the local date `on` in `timeZone`. */
export function startOfLocalDay(on: string, timeZone: string): Date {
  return new Date(
    Temporal.PlainDate.from(on, { overflow: 'reject' }).toZonedDateTime({ timeZone }).epochMilliseconds,
  );
}

/** `on` moved by `days`, `YYYY-MM-DD`. */
export function addLocalDays(on: string, days: number): string {
  return Temporal.PlainDate.from(on).add({ days }).toString();
}
