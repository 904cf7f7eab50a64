import { formatMoneyShort } from '@boon/core/money';

export type Step = { readonly title: string; readonly text: string };

/** What the steps speak of; the amount in minor units. */
export type StepsSubject = {
  readonly amountMinor: number;
  readonly currency: string;
  readonly language: string;
  readonly businessName: string;
  readonly bookingUrl?: string;
};

/** How a certificate is used, in the same words on paper, in the mail and on the recipient's page. */
export function howToUse(subject: StepsSubject): readonly Step[] {
  const amount = formatMoneyShort(subject, subject.language);
  const where =
    subject.bookingUrl === undefined
      ? `from ${subject.businessName}`
      : `at ${spokenAddress(subject.bookingUrl)}`;
  return [
    { title: 'Choose your booking', text: `Pick anything ${where} that costs ${amount} or more.` },
    { title: 'Enter the code at checkout', text: 'Capital letters and dashes don’t matter.' },
    {
      title: 'Pay only the difference',
      text: `The certificate is used in full on one booking: ${amount} comes off the price at once.`,
    },
  ];
}

/**
 * A local date (`YYYY-MM-DD`) in words; it has no time zone, so none may shift it. The sentences around it are
 * English, and a month in another language among them would read as an error.
 */
export function dateInWords(date: string, language: string): string {
  const locale = /^en\b/i.test(language) ? language : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** A web address as people write it down: without scheme and final slash. */
export function spokenAddress(url: string): string {
  if (!URL.canParse(url)) {
    return url;
  }
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/\/$/, '');
}
