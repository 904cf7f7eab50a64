type LocalDateStyle = 'long' | 'medium' | 'short';

/** Writes a local date (`YYYY-MM-DD`) in the words of `language`; no zone is involved, so no zone can shift it. */
export function formatLocalDate(localDate: string, language: string, style: LocalDateStyle = 'long'): string {
  return new Intl.DateTimeFormat(language, { dateStyle: style, timeZone: 'UTC' }).format(
    new Date(`${localDate}T00:00:00Z`),
  );
}

/** Writes an ISO 8601 instant as date and time on the clocks of `timeZone` (IANA). */
export function formatInstant(instant: string, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  );
}
