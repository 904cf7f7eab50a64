import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';
import { mailWords, methodWords } from '../../wording/certificate-words.ts';

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
export function activitySentence({ type, details }: Activity): string {
  // What was to be sent was money, not a mail.
  if (type === 'send_failed' && typeof details.paymentId === 'string') return 'Could not be refunded';
  return sentences[type];
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
export function activityDetails({ type, details }: Activity, formats: Formats): string[] {
  const text = (...path: string[]) => textAt(details, path);
  const parts = [
    text('reason') && `“${text('reason')}”`,
    ...(type === 'extended' ? [lastDays(text('from'), text('to'), formats)] : []),
    ...(type === 'sent' || type === 'send_failed' ? [text('to') && `to ${text('to')}`] : []),
    ...(type === 'recipient_changed' ? corrections(details) : []),
    text('template') && mailWords(text('template')).toLowerCase(),
    text('orderReference') && `order ${text('orderReference')}`,
    text('method') && methodWithin(text('method')),
    text('reference') && `reference ${text('reference')}`,
    amountIn(details, formats),
    text('validThrough') && `valid through ${formats.day(text('validThrough'))}`,
  ];
  return parts.filter((part): part is string => part !== '');
}

function lastDays(before: string, after: string, formats: Formats): string {
  const instead = before && ` instead of ${formats.day(before)}`;
  return after && `valid through ${formats.day(after)}${instead}`;
}

const CORRECTED = [
  { path: ['recipient', 'name'], what: 'recipient' },
  { path: ['recipient', 'email'], what: 'recipient’s address' },
  { path: ['purchaser', 'name'], what: 'purchaser' },
  { path: ['purchaser', 'email'], what: 'purchaser’s address' },
] as const;

/** New beside old; what stayed as it was is left out. */
function corrections(details: Activity['details']): string[] {
  return CORRECTED.flatMap(({ path, what }) => {
    const before = textAt(details, ['from', ...path]);
    const after = textAt(details, ['to', ...path]);
    return before === after ? [] : [`${what} ${after || 'none'} instead of ${before || 'none'}`];
  });
}

function textAt(details: Activity['details'], path: readonly string[]): string {
  let value: unknown = details;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** In the middle of a line, where only a name has a capital. */
function methodWithin(method: string): string {
  return method === 'stripe' ? methodWords(method) : methodWords(method).toLowerCase();
}

function amountIn({ amountMinor, currency }: Record<string, unknown>, formats: Formats): string {
  return typeof amountMinor === 'number' && typeof currency === 'string'
    ? formats.money(amountMinor, currency)
    : '';
}
