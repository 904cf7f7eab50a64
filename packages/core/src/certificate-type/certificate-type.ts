import type { Segment } from '../segment/segment.ts';

/** Minor units of the type's currency. */
export type Pricing =
  | { readonly kind: 'fixed'; readonly amountsMinor: readonly number[] }
  | { readonly kind: 'free'; readonly amountMinMinor: number; readonly amountMaxMinor: number };

/** Days from activation, null for never, or whatever the workspace says. */
export type ExpiresAfterDays = number | null | 'workspace';

/** What is sold. */
export type CertificateType = {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly description: string;
  readonly design: string;
  /** What its amounts are in: they mean nothing in another currency, so then it is not for sale. */
  readonly currency: string;
  readonly pricing: Pricing;
  readonly expiresAfterDays: ExpiresAfterDays;
  readonly isActive: boolean;
  /** Who may buy it; none = everyone. */
  readonly segmentIds: readonly string[];
};

/** Whether `type` is for sale in `segment`, at prices in `currency`. */
export function isOffered(type: CertificateType, segment: Segment, currency: string): boolean {
  return (
    type.workspaceId === segment.workspaceId &&
    type.isActive &&
    type.currency === currency &&
    (type.segmentIds.length === 0 || type.segmentIds.includes(segment.id))
  );
}

/**
 * How long a certificate bought now is promised to be valid after its activation. The promise is kept on the
 * certificate: a later change of the type or the workspace does not shorten what was sold.
 */
export function promisedDays(
  type: CertificateType | null,
  workspace: { readonly expiresAfterDays: number | null },
): number | null {
  if (type === null || type.expiresAfterDays === 'workspace') return workspace.expiresAfterDays;
  return type.expiresAfterDays;
}
