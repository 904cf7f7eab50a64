import {
  checkGift,
  DELIVERY_DAYS_AHEAD_MAX,
  type FieldProblems,
  formatMoney,
  type GiftInput,
  type GiftLimits,
  minorDigits,
  type ParsedAmount,
  parseAmount,
} from '@boon/core';
import { formatLocalDate } from '@boon/ui';
import type { Storefront } from '../../api/client.ts';
import type { GiftDraft } from './gift-draft.ts';

/** The fields of the contract in the order of the form, with the ids of the controls that hold them. */
const FIELD_IDS: Readonly<Record<string, string>> = {
  amountMinor: 'amount',
  'recipient.name': 'recipient-name',
  'purchaser.name': 'purchaser-name',
  message: 'message',
  'recipient.email': 'recipient-email',
  deliverOn: 'deliver-on',
  'purchaser.email': 'purchaser-email',
};
export const AMOUNT_CHOICE_ID = 'amount-choice';

/** The id of the control a problem with `field` is about, if this form has one. */
export function controlIdOf(field: string, draft: GiftDraft, terms: GiftTerms): string | undefined {
  const isChip = field === 'amountMinor' && amountChoiceOf(draft, terms) !== 'other';
  return isChip ? AMOUNT_CHOICE_ID : FIELD_IDS[field];
}

export type GiftTerms = GiftLimits & { readonly suggestedAmountsMinor: readonly number[] };

/** `now` only decides which day it is at the business. */
export function giftTerms(storefront: Storefront, now: Date): GiftTerms {
  const today = localDateAt(now, storefront.brand.timeZone);
  return {
    amountMinMinor: storefront.amountMinMinor,
    amountMaxMinor: storefront.amountMaxMinor,
    suggestedAmountsMinor: storefront.suggestedAmountsMinor,
    currency: storefront.brand.currency,
    language: storefront.brand.language,
    today,
    deliverOnMax: addDays(today, DELIVERY_DAYS_AHEAD_MAX),
  };
}

/** The chosen amount; before any choice the middle suggestion stands. */
export function amountChoiceOf(draft: GiftDraft, terms: GiftTerms): number | 'other' {
  const { suggestedAmountsMinor: suggested } = terms;
  if (draft.amountChoice === 'other') return 'other';
  if (draft.amountChoice !== null && suggested.includes(draft.amountChoice)) return draft.amountChoice;
  return suggested[Math.floor(suggested.length / 2)] ?? 'other';
}

export function parseDraftAmount(draft: GiftDraft, terms: GiftTerms): ParsedAmount {
  const choice = amountChoiceOf(draft, terms);
  return choice === 'other'
    ? parseAmount(draft.otherAmount, terms.currency)
    : { ok: true, amountMinor: choice };
}

/** What the draft asks for, as the contract wants it: names and addresses trimmed, a gift for oneself spelled out. */
export function giftInputOf(draft: GiftDraft, terms: GiftTerms): GiftInput {
  const amount = parseDraftAmount(draft, terms);
  const purchaser = { name: draft.purchaserName.trim(), email: draft.purchaserEmail.trim() };
  const recipient = draft.isForMyself
    ? purchaser
    : { name: draft.recipientName.trim(), email: draft.recipientEmail.trim() };
  const isMailed = draft.delivery === 'email';
  return {
    amountMinor: amount.ok ? amount.amountMinor : Number.NaN,
    purchaser,
    recipient: { name: recipient.name, email: isMailed ? recipient.email : null },
    message: draft.message.trim(),
    delivery: draft.delivery,
    deliverOn: isMailed && draft.deliverWhen === 'date' ? draft.deliverOn : null,
  };
}

/** Problems by field path, in the order of the form. */
export function giftProblems(draft: GiftDraft, terms: GiftTerms): FieldProblems {
  const problems = checkGift(giftInputOf(draft, terms), terms);
  const amount = parseDraftAmount(draft, terms);
  if (!amount.ok) problems.amountMinor = amountSentence(amount.problem, terms);
  if (problems.deliverOn) problems.deliverOn = deliverOnSentence(terms);
  if (draft.isForMyself) {
    delete problems['recipient.name'];
    delete problems['recipient.email'];
  }
  const ordered = Object.keys(FIELD_IDS).filter((field) => problems[field] !== undefined);
  return Object.fromEntries(ordered.map((field) => [field, problems[field] ?? '']));
}

export function amountRange(terms: GiftTerms): string {
  const show = (amountMinor: number) =>
    formatMoney({ amountMinor, currency: terms.currency }, terms.language);
  return `From ${show(terms.amountMinMinor)} to ${show(terms.amountMaxMinor)}.`;
}

/** Whatever is wrong with the date, in the customer's own way of writing one. */
function deliverOnSentence({ today, deliverOnMax, language }: GiftTerms): string {
  const show = (localDate: string) => formatLocalDate(localDate, language);
  return `Choose a day from today, ${show(today)}, to ${show(deliverOnMax)}.`;
}

function amountSentence(problem: 'empty' | 'number' | 'decimals' | 'size', terms: GiftTerms): string {
  const show = (amountMinor: number) =>
    formatMoney({ amountMinor, currency: terms.currency }, terms.language);
  const range = `from ${show(terms.amountMinMinor)} to ${show(terms.amountMaxMinor)}`;
  if (problem === 'empty') return `Enter an amount ${range}.`;
  if (problem === 'size') return `Choose an amount ${range}.`;
  if (problem === 'number') return `Write the amount as a plain number such as 150, ${range}.`;
  const digits = minorDigits(terms.currency);
  return digits === 0
    ? `Amounts in ${terms.currency} have no decimals.`
    : `Amounts in ${terms.currency} have at most ${digits} decimals.`;
}

/** The local date at `instant` in `timeZone`, `YYYY-MM-DD`. */
export function localDateAt(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    calendar: 'iso8601',
    numberingSystem: 'latn',
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: 'year' | 'month' | 'day') => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `localDate` moved by `days`, `YYYY-MM-DD`. */
export function addDays(localDate: string, days: number): string {
  const date = new Date(`${localDate}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
