/** How a refusal is answered, whatever the transport. */
export type RefusalKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'rate_limited'
  | 'unavailable';

/** The closed list of refusals: codes of the public contract are stable, each has exactly one kind. */
export const REFUSALS = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  portal_disabled: 'forbidden',
  type_not_available: 'forbidden',
  not_found: 'not_found',
  code_not_found: 'not_found',
  certificate_pending: 'conflict',
  certificate_active: 'conflict',
  certificate_redeemed: 'conflict',
  certificate_voided: 'conflict',
  certificate_expired: 'conflict',
  order_closed: 'conflict',
  order_reference_taken: 'conflict',
  idempotency_mismatch: 'conflict',
  stale: 'conflict',
  code_malformed: 'invalid',
  exceeds_amount_due: 'invalid',
  currency_mismatch: 'invalid',
  amount_out_of_range: 'invalid',
  validation_failed: 'invalid',
  rate_limited: 'rate_limited',
  payment_unavailable: 'unavailable',
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof REFUSALS;
export type RefusalDetails = Readonly<Record<string, unknown>>;

/** An expected "no", as a value: what `decide` functions give back instead of throwing. */
export type Refusal = {
  readonly type: 'refusal';
  readonly code: RefusalCode;
  readonly message: string;
  readonly details: RefusalDetails;
};

export function refuse(code: RefusalCode, message: string, details: RefusalDetails = {}): Refusal {
  return { type: 'refusal', code, message, details };
}

/** The same "no" on its way through a use case; transports map `kind` to a status and show `message` as it is. */
export class DomainError extends Error {
  readonly kind: RefusalKind;
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'DomainError';
    this.kind = REFUSALS[refusal.code];
    this.code = refusal.code;
    this.details = refusal.details;
  }
}

/** @throws DomainError validation_failed; `fields` maps each field's path to a sentence that says what would be right */
export function rejectFields(fields: Readonly<Record<string, string>>): never {
  const named = Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`);
  throw new DomainError(refuse('validation_failed', named.join(' '), { fields }));
}
