import { formatLocalDate } from '@boon/ui';
import type { PurchaseStatus } from '../../api/client.ts';

type Sent = Pick<PurchaseStatus, 'delivery' | 'deliverOn' | 'purchaserEmail' | 'recipientEmail'>;

/** What was bought and who gets which mail when, in sentences. */
export function deliveryWords(sent: Sent, language: string): { heading: string; sentences: string[] } {
  const receipt = `Your receipt goes to ${sent.purchaserEmail}.`;
  if (sent.delivery === 'print' || sent.recipientEmail === null)
    return { heading: 'Ready to print', sentences: ['Open the PDF, print it and fold it in half.', receipt] };

  const isOwn = sent.recipientEmail === sent.purchaserEmail;
  const gift = isOwn ? 'The certificate' : 'The gift';
  if (sent.deliverOn === null)
    return {
      heading: 'It’s on its way',
      sentences: [`${gift} goes to ${sent.recipientEmail} now.`, receipt],
    };

  const day = formatLocalDate(sent.deliverOn, language);
  return {
    heading: 'It’s all set',
    sentences: [`${gift} goes to ${sent.recipientEmail} on ${day}.`, receipt],
  };
}
