import { formatMoney } from '../money/money.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { isListed } from '../segment/email-identity.ts';
import type { Segment } from '../segment/segment.ts';
import { type CertificateType, isOffered } from './certificate-type.ts';

/** What somebody has shown of who they are; each kind is made by the server alone, from a token, a session or a key. */
export type Proof =
  /** Whoever has the portal's address. */
  | { readonly kind: 'link' }
  | { readonly kind: 'access_code'; readonly segmentId: string }
  /** Reads mail at this address: a one-time code went there and came back. */
  | { readonly kind: 'email'; readonly segmentId: string; readonly email: string }
  /** The business itself: may sell to every segment, but no more than what the segment may buy. */
  | { readonly kind: 'staff' }
  | { readonly kind: 'api_key' };

/** The workspace's limits of one certificate, in minor units of its currency. */
export type AmountLimits = {
  readonly amountMinMinor: number;
  readonly amountMaxMinor: number;
  readonly currency: string;
  readonly language: string;
};

export type PurchaseRequest = {
  readonly segment: Segment;
  /** Every type of the workspace, for sale or not. */
  readonly types: readonly CertificateType[];
  /** As it was asked for; null for any amount within the workspace's limits. */
  readonly typeId: string | null;
  readonly amountMinor: number;
  readonly proof: Proof;
  readonly limits: AmountLimits;
};

/**
 * Who may buy what: the one rule of portal, console and API. Null when this may be sold. Customers choose a type where
 * their segment is offered any; the business itself may sell any amount without one.
 */
export function decidePurchase(request: PurchaseRequest): Refusal | null {
  const { segment, types, typeId, proof, limits } = request;
  if (!segment.isActive) return refuse('forbidden', 'Nothing is sold in this segment at the moment.');
  if (!isAdmitted(segment, proof))
    return refuse('forbidden', 'This page is for invited customers. Enter it once more to go on.');
  if (typeId === null) {
    const mustChoose = !isBusiness(proof) && types.some((type) => isOffered(type, segment, limits.currency));
    if (mustChoose) return refuse('type_not_available', 'Choose one of the certificates that are offered.');
    return refuseAmount(request.amountMinor, limits, limits);
  }
  const type = types.find(({ id }) => id === typeId);
  if (!type || !isOffered(type, segment, limits.currency))
    return refuse('type_not_available', 'There is no such certificate type for this segment.');
  return refuseTypedAmount(request.amountMinor, type, limits);
}

/** Whether `proof` opens `segment`. An open one is open to all, with or without a proof of another. */
export function isAdmitted(segment: Segment, proof: Proof): boolean {
  const { access } = segment;
  if (access.kind === 'open') return true;
  switch (proof.kind) {
    case 'staff':
    case 'api_key':
      return true;
    case 'link':
      return false;
    case 'access_code':
      return proof.segmentId === segment.id && access.accessCodeHashes.length > 0;
    case 'email':
      return proof.segmentId === segment.id && isListed(access, proof.email);
  }
}

/** What can be bought of `type` right now: its prices, cut to the workspace's limits. */
export function amountsOf(
  { pricing }: CertificateType,
  { amountMinMinor, amountMaxMinor }: AmountLimits,
): CertificateType['pricing'] {
  if (pricing.kind === 'free') {
    return {
      kind: 'free',
      amountMinMinor: Math.max(pricing.amountMinMinor, amountMinMinor),
      amountMaxMinor: Math.min(pricing.amountMaxMinor, amountMaxMinor),
    };
  }
  const isSold = (amountMinor: number) => amountMinor >= amountMinMinor && amountMinor <= amountMaxMinor;
  return { kind: 'fixed', amountsMinor: pricing.amountsMinor.filter(isSold) };
}

function isBusiness({ kind }: Proof): boolean {
  return kind === 'staff' || kind === 'api_key';
}

function refuseTypedAmount(amountMinor: number, type: CertificateType, limits: AmountLimits): Refusal | null {
  const pricing = amountsOf(type, limits);
  if (pricing.kind === 'free') return refuseAmount(amountMinor, pricing, limits);
  if (pricing.amountsMinor.includes(amountMinor)) return null;
  if (pricing.amountsMinor.length === 0)
    return refuse('type_not_available', 'This certificate is not for sale at the moment.');
  return outOfRange(`Choose one of ${pricing.amountsMinor.map((one) => show(one, limits)).join(', ')}.`);
}

function refuseAmount(
  amountMinor: number,
  range: Pick<AmountLimits, 'amountMinMinor' | 'amountMaxMinor'>,
  limits: AmountLimits,
): Refusal | null {
  const { amountMinMinor, amountMaxMinor } = range;
  if (amountMinMinor > amountMaxMinor)
    return refuse('type_not_available', 'This certificate is not for sale at the moment.');
  if (Number.isSafeInteger(amountMinor) && amountMinor >= amountMinMinor && amountMinor <= amountMaxMinor)
    return null;
  return outOfRange(
    `Choose an amount from ${show(amountMinMinor, limits)} to ${show(amountMaxMinor, limits)}.`,
  );
}

function show(amountMinor: number, { currency, language }: AmountLimits): string {
  return formatMoney({ amountMinor, currency }, language);
}

function outOfRange(problem: string): Refusal {
  return refuse('amount_out_of_range', problem, { fields: { amountMinor: problem } });
}
