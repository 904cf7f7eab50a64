import type { CodeProblem } from '@boon/core/code';
import type { GiftCertificateErrorCode, GiftCertificateOrder } from './host-types.ts';

/** Why something did not work, with what its sentence needs. */
export type Problem =
  | { readonly code: 'code_malformed'; readonly reason: CodeProblem | 'empty' }
  | { readonly code: 'certificate_redeemed'; readonly onThisOrder: boolean }
  | {
      readonly code: 'exceeds_amount_due';
      readonly amountMinor: number;
      readonly missingMinor: number;
      readonly currency: string;
    }
  | { readonly code: 'rate_limited'; readonly retryAfterSeconds: number | null }
  | { readonly code: 'order_paid' }
  | {
      readonly code: Exclude<
        GiftCertificateErrorCode,
        'code_malformed' | 'certificate_redeemed' | 'exceeds_amount_due' | 'rate_limited'
      >;
    };

/** Refusals that need nothing but their name; any other name the server may learn later is plain `refused`. */
const PLAIN = [
  'code_not_found',
  'certificate_expired',
  'currency_mismatch',
  'order_closed',
  'unauthorized',
] as const satisfies readonly Problem['code'][];

type Tried = { readonly codeLast4: string; readonly order: GiftCertificateOrder | null };

/** Reads what a failed call left behind. No refusal in it means that nobody knows what the server did: `unavailable`. */
export function problemOf(error: unknown, tried: Tried | null): Problem {
  const refusal = record(record(record(error).data).refusal);
  const details = record(refusal.details);
  const plain = PLAIN.find((code) => code === refusal.code);
  if (plain) return { code: plain };
  switch (refusal.code) {
    case undefined:
      return { code: 'unavailable' };
    case 'forbidden':
      return { code: 'origin_not_allowed' };
    case 'code_malformed':
      return { code: 'code_malformed', reason: 'check' };
    case 'certificate_redeemed':
      return { code: 'certificate_redeemed', onThisOrder: isOnOrder(tried) };
    case 'exceeds_amount_due':
      return exceeds(details);
    case 'rate_limited':
      return { code: 'rate_limited', retryAfterSeconds: numberOf(details.retryAfterSeconds) };
    default:
      return { code: 'refused' };
  }
}

function exceeds(details: Readonly<Record<string, unknown>>): Problem {
  const amountMinor = numberOf(details.amountMinor);
  const missingMinor = numberOf(details.missingMinor);
  const { currency, dueMinor } = details;
  if (dueMinor === 0) return { code: 'order_paid' };
  if (amountMinor === null || missingMinor === null || typeof currency !== 'string')
    return { code: 'refused' };
  return { code: 'exceeds_amount_due', amountMinor, missingMinor, currency };
}

function isOnOrder(tried: Tried | null): boolean {
  return tried?.order?.redemptions.some(({ codeLast4 }) => codeLast4 === tried.codeLast4) ?? false;
}

/** Whether the server has decided: then a new try of the same code is a new redemption, not a repeat. */
export function isAnswered({ code }: Problem): boolean {
  return code !== 'unavailable' && code !== 'rate_limited';
}

/** Whether the field's text is to blame (and not the order, the connection or the page's age). */
export function isAboutCode({ code }: Problem): boolean {
  return ![
    'unavailable',
    'unauthorized',
    'origin_not_allowed',
    'order_closed',
    'order_paid',
    'rate_limited',
    'refused',
  ].includes(code);
}

/** The name a host sees; being paid in full is a case of exceeding what is due. */
export function publicCode({ code }: Problem): GiftCertificateErrorCode {
  return code === 'order_paid' ? 'exceeds_amount_due' : code;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
