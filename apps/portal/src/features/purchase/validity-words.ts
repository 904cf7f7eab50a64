import { formatLocalDate } from '@boon/ui';
import { addDays } from './gift-input.ts';

export type ValidityTerms = {
  /** Days after that of the purchase; null for a certificate that does not expire. */
  readonly expiresAfterDays: number | null;
  /** Today's local date at the business, `YYYY-MM-DD`. */
  readonly today: string;
  readonly language: string;
};

/** "Valid through November 26, 2028 when bought today. Used in full on one booking." */
export function validityWords({ expiresAfterDays, today, language }: ValidityTerms): string {
  const use = 'Used in full on one booking.';
  if (expiresAfterDays === null) return `It does not expire. ${use}`;
  return `Valid through ${formatLocalDate(addDays(today, expiresAfterDays), language)} when bought today. ${use}`;
}
