import { formatLocalDate } from '@boon/ui';
import type { RecipientCertificate } from '../../api/client.ts';

type Shown = Pick<RecipientCertificate, 'status' | 'brand'> & { validThrough: string | null };

/** The status as its holder would say it, and what follows from it. */
export function statusWords({ status, brand, validThrough }: Shown): { word: string; sentence: string } {
  const day = validThrough === null ? null : formatLocalDate(validThrough, brand.language);
  switch (status) {
    case 'active':
      return {
        word: 'Ready to use',
        sentence: day === null ? 'It does not expire.' : `Valid through ${day}.`,
      };
    case 'redeemed':
      return { word: 'Used', sentence: 'It was used in full on a booking.' };
    case 'expired':
      return {
        word: 'Expired',
        sentence: `${day === null ? 'It is no longer valid.' : `It was valid through ${day}.`} ${brand.name} can tell you what is possible.`,
      };
    case 'voided':
      return { word: 'Cancelled', sentence: `It can no longer be used. ${brand.name} can tell you more.` };
    case 'pending':
      return { word: 'Not paid yet', sentence: 'It can be used as soon as its payment is confirmed.' };
  }
}
