import { formatMoney } from '../money/money.ts';
import { type FieldProblems, nameProblem } from '../purchase/purchase-input.ts';
import { descriptionProblem } from '../segment/segment-input.ts';
import type { CertificateType } from './certificate-type.ts';
import type { AmountLimits } from './decide-purchase.ts';

export const FIXED_AMOUNTS_MAX = 20;
export const TYPE_SEGMENTS_MAX = 100;
/** A hundred years: beyond it, a certificate without expiry is meant. */
export const EXPIRES_AFTER_DAYS_MAX = 36_500;

export type CertificateTypeInput = Omit<CertificateType, 'id' | 'workspaceId' | 'currency'>;

/** Checks a type field by field against the workspace's limits; empty when all is well. */
export function checkCertificateType(input: CertificateTypeInput, limits: AmountLimits): FieldProblems {
  const problems: FieldProblems = {};
  const note = (field: string, problem: string | null) => {
    if (problem !== null) problems[field] = problem;
  };
  note('name', nameProblem(input.name, 'a name'));
  note('description', descriptionProblem(input.description));
  note('design', /^[a-z0-9](-?[a-z0-9]){0,39}$/.test(input.design) ? null : 'Choose one of the designs.');
  notePricing(input.pricing, limits, note);
  note('expiresAfterDays', daysProblem(input.expiresAfterDays));
  if (input.segmentIds.length > TYPE_SEGMENTS_MAX)
    note('segmentIds', `List at most ${TYPE_SEGMENTS_MAX} segments; none means everyone.`);
  if (new Set(input.segmentIds).size !== input.segmentIds.length)
    note('segmentIds', 'List each segment once.');
  return problems;
}

type Note = (field: string, problem: string | null) => void;

function notePricing(pricing: CertificateTypeInput['pricing'], limits: AmountLimits, note: Note): void {
  const within = (amountMinor: number) => amountWithin(amountMinor, limits);
  if (pricing.kind === 'free') {
    note('pricing.amountMinMinor', within(pricing.amountMinMinor));
    note('pricing.amountMaxMinor', within(pricing.amountMaxMinor));
    if (pricing.amountMinMinor > pricing.amountMaxMinor)
      note('pricing.amountMinMinor', 'The smallest amount is above the largest.');
    return;
  }
  const { amountsMinor } = pricing;
  if (amountsMinor.length === 0) note('pricing.amountsMinor', 'Enter at least one amount.');
  if (amountsMinor.length > FIXED_AMOUNTS_MAX)
    note('pricing.amountsMinor', `Enter at most ${FIXED_AMOUNTS_MAX} amounts.`);
  if (new Set(amountsMinor).size !== amountsMinor.length)
    note('pricing.amountsMinor', 'Enter each amount once.');
  for (const [index, amountMinor] of amountsMinor.entries())
    note(`pricing.amountsMinor.${index}`, within(amountMinor));
}

function amountWithin(amountMinor: number, limits: AmountLimits): string | null {
  const { amountMinMinor, amountMaxMinor, currency, language } = limits;
  if (Number.isSafeInteger(amountMinor) && amountMinor >= amountMinMinor && amountMinor <= amountMaxMinor)
    return null;
  const show = (value: number) => formatMoney({ amountMinor: value, currency }, language);
  return `Your workspace sells from ${show(amountMinMinor)} to ${show(amountMaxMinor)}.`;
}

function daysProblem(days: CertificateTypeInput['expiresAfterDays']): string | null {
  if (days === null || days === 'workspace') return null;
  const isRight = Number.isSafeInteger(days) && days >= 1 && days <= EXPIRES_AFTER_DAYS_MAX;
  return isRight ? null : `Enter 1 to ${EXPIRES_AFTER_DAYS_MAX} whole days, or none at all.`;
}
