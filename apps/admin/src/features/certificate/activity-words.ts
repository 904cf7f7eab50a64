import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';
import { inWords, mailWords } from '../../wording/certificate-words.ts';

export type Activity = AdminOutputs['certificates']['get']['activities'][number];

const sentences: Record<Activity['type'], string> = {
  created: 'Created',
  purchased: 'Purchased',
  purchased_from_portal: 'Purchased on the portal',
  activated_from_portal: 'Activated by the payment on the portal',
  activated: 'Activated',
  sent: 'Sent',
  send_failed: 'Could not be sent',
  redeemed: 'Redeemed',
  redemption_reversed: 'Redemption reversed',
  voided: 'Voided',
  reactivated: 'Reactivated',
  expired: 'Expired',
  extended: 'Extended',
  reissued: 'Reissued with a new code',
  refunded: 'Refunded',
  recipient_changed: 'Recipient changed',
  code_revealed: 'Code revealed',
};

/** One entry of the timeline in words. */
export function activitySentence(activity: Activity): string {
  return sentences[activity.type];
}

const actorWords: Record<Activity['actor']['kind'], string> = {
  staff: 'staff',
  purchaser: 'the purchaser',
  api_key: 'the booking site',
  widget: 'the customer, in the checkout',
  system: 'Boon',
};

export function actorSentence({ kind, name }: Activity['actor']): string {
  if (!name) return `by ${actorWords[kind]}`;
  if (kind === 'purchaser') return `by ${name} (purchaser)`;
  if (kind === 'api_key') return `by the API key “${name}”`;
  return `by ${name}`;
}

/** What else the log holds about it, as short parts in a fixed order; ids and what is not known are left out. */
export function activityDetails({ details }: Activity, formats: Formats): string[] {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '');
  const parts = [
    text('reason') && `“${text('reason')}”`,
    text('to') && `to ${text('to')}`,
    text('template') && mailWords(text('template')).toLowerCase(),
    text('orderReference') && `order ${text('orderReference')}`,
    text('method') && methodWords(text('method')),
    text('reference') && `reference ${text('reference')}`,
    amountIn(details, formats),
    text('validThrough') && `valid through ${formats.day(text('validThrough'))}`,
  ];
  return parts.filter((part): part is string => part !== '');
}

/** In the middle of a line, where only a name has a capital. */
function methodWords(method: string): string {
  return method === 'stripe' ? 'Stripe' : inWords(method).toLowerCase();
}

function amountIn({ amountMinor, currency }: Record<string, unknown>, formats: Formats): string {
  return typeof amountMinor === 'number' && typeof currency === 'string'
    ? formats.money(amountMinor, currency)
    : '';
}
