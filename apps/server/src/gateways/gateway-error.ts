/**
 * What a failed call to the outside means for the caller:
 * `unavailable`: repeating the very same call is safe and may succeed later (network, overload, a key or account that does not work);
 * `refused`: this request is wrong and will never succeed;
 * `unknown`: it may or may not have happened: look it up before doing it again.
 */
export type GatewayErrorKind = 'unavailable' | 'refused' | 'unknown';

export type GatewayErrorFacts = {
  gateway: 'stripe' | 'postmark';
  operation: string;
  kind: GatewayErrorKind;
  httpStatus?: number | undefined;
  code?: string | undefined;
  param?: string | undefined;
  requestId?: string | undefined;
};

/** Carries codes only: a provider's own sentence can repeat addresses and key fragments, so it is left behind. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly gateway: 'stripe' | 'postmark';
  readonly operation: string;
  readonly kind: GatewayErrorKind;
  readonly httpStatus: number | null;
  readonly code: string | null;
  readonly requestId: string | null;

  constructor(facts: GatewayErrorFacts) {
    const detail = [facts.httpStatus, facts.code, facts.param, facts.requestId].filter(Boolean).join(' ');
    super(`${facts.gateway} ${facts.operation}: ${facts.kind}${detail === '' ? '' : ` (${detail})`}`);
    this.gateway = facts.gateway;
    this.operation = facts.operation;
    this.kind = facts.kind;
    this.httpStatus = facts.httpStatus ?? null;
    this.code = facts.code ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

/** Whether the provider says that all of this money has been given back, or is on its way. */
export function saysRefunded(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'charge_already_refunded';
}

/** Whether the provider itself says that there is no such thing; a 404 alone may be a proxy's. */
export function saysMissing(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'resource_missing';
}
