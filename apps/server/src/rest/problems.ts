import { DomainError, REFUSALS, type RefusalCode, type RefusalKind, rejectFields } from '@boon/core';
import { isDatabaseUnavailable } from '@boon/db';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Log } from '../log.ts';
import { UNAVAILABLE_SECONDS } from '../unavailable.ts';
import type { RestEnv } from './caller.ts';

const STATUS_OF_KIND = {
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<RefusalKind, ContentfulStatusCode>;

/** What goes wrong before a use case is reached, or beside it. */
const STATUS_OF_TRANSPORT = {
  malformed_json: 400,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  internal_error: 500,
  service_unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

type TransportCode = keyof typeof STATUS_OF_TRANSPORT;
export type ProblemCode = RefusalCode | TransportCode;

const TITLES = {
  unauthorized: 'The API key is missing, unknown or revoked',
  forbidden: 'The API key does not have the scope for this call',
  portal_disabled: 'The portal is switched off',
  type_not_available: 'This certificate type is not available',
  not_found: 'There is nothing under this address',
  code_not_found: 'This code is not known',
  certificate_pending: 'The certificate is not paid yet',
  certificate_active: 'The certificate is already active',
  certificate_redeemed: 'The certificate has been used',
  certificate_voided: 'The certificate was voided',
  certificate_expired: 'The certificate has expired',
  order_closed: 'The order is closed',
  order_reference_taken: 'An order with this reference exists',
  idempotency_mismatch: 'The Idempotency-Key was used for another call',
  stale: 'Someone else was faster',
  code_malformed: 'This is not a code',
  exceeds_amount_due: 'The certificate is worth more than is due',
  currency_mismatch: 'The currencies differ',
  amount_out_of_range: 'The amount is outside the limits',
  validation_failed: 'The request is not valid',
  rate_limited: 'Too many calls',
  payment_unavailable: 'The payment provider cannot be reached',
  malformed_json: 'The body is not JSON',
  method_not_allowed: 'This address does not take this method',
  body_too_large: 'The body is too large',
  unsupported_media_type: 'The body must be application/json',
  internal_error: 'Something went wrong here',
  service_unavailable: 'The database does not answer at the moment',
} as const satisfies Record<ProblemCode, string>;

export function statusOf(code: ProblemCode): ContentfulStatusCode {
  return isRefusal(code) ? STATUS_OF_KIND[REFUSALS[code]] : STATUS_OF_TRANSPORT[code];
}

export function titleOf(code: ProblemCode): string {
  return TITLES[code];
}

export function isProblemCode(text: string): text is ProblemCode {
  return text in TITLES;
}

function isRefusal(code: ProblemCode): code is RefusalCode {
  return code in REFUSALS;
}

/** A call that is refused for how it was sent. */
export class TransportError extends Error {
  readonly code: TransportCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: TransportCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
    this.headers = headers;
  }
}

/** Seconds after which a repeat has a chance. */
const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, number>> = {
  stale: 1,
  payment_unavailable: 30,
  service_unavailable: UNAVAILABLE_SECONDS,
};

/** Whether the answer says in `Retry-After` when a repeat has a chance. */
export function saysWhenToRetry(code: ProblemCode): boolean {
  return code === 'rate_limited' || code in RETRY_AFTER_SECONDS;
}

/** Answers anything thrown as RFC 9457; what is not one of ours says nothing of itself but the request's id. */
export function answerProblem(
  error: unknown,
  context: Context<RestEnv>,
  log: Log,
  typeBase: string,
): Response {
  const known = knownProblem(error);
  if (known === null) log.error('rest.failed', error, { requestId: context.var.requestId });
  const { code, detail, details, headers } = known ?? unknownProblem(error);
  const status = statusOf(code);
  const problem = {
    type: `${typeBase}#${code}`,
    title: TITLES[code],
    status,
    code,
    detail,
    request_id: context.var.requestId,
    ...membersOf(details),
  };
  return context.body(JSON.stringify(problem), status, {
    'content-type': 'application/problem+json',
    ...retryAfter(code, details),
    ...headers,
  });
}

type Problem = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
};

function knownProblem(error: unknown): Problem | null {
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    return { code, detail: fieldsDetail(details) ?? message, details, headers: {} };
  }
  if (error instanceof TransportError) {
    const { code, message, headers } = error;
    return { code, detail: message, details: {}, headers };
  }
  if (isCutOff(error)) {
    const detail = 'The body ended before it was complete.';
    return { code: 'malformed_json', detail, details: {}, headers: {} };
  }
  if (error instanceof HTTPException && error.status === 400) {
    return { code: 'malformed_json', detail: 'The body cannot be read as JSON.', details: {}, headers: {} };
  }
  if (error instanceof HTTPException && error.status === 415) {
    const detail = 'Send the body as JSON, with Content-Type: application/json.';
    return { code: 'unsupported_media_type', detail, details: {}, headers: {} };
  }
  return null;
}

/** Nobody knows what was done; with an idempotency key a repeat finds out. */
function unknownProblem(error: unknown): Problem {
  const detail = 'Nothing of this call can be relied on. Repeat it with the same Idempotency-Key.';
  const code = isDatabaseUnavailable(error) ? 'service_unavailable' : 'internal_error';
  return { code, detail, details: {}, headers: {} };
}

// A client that hangs up while it sends; nobody reads the answer, and nothing has gone wrong here.
function isCutOff(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ECONNRESET' && error.message === 'aborted'
  );
}

function retryAfter(code: ProblemCode, { retryAfterSeconds }: Problem['details']): Record<string, string> {
  const seconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : RETRY_AFTER_SECONDS[code];
  return seconds === undefined ? {} : { 'retry-after': String(Math.ceil(seconds)) };
}

// A refusal's details in the words of this API; `status` would hide the problem's own.
export function membersOf(details: Problem['details']): Record<string, unknown> {
  const members = Object.entries(details).map(([name, value]) => {
    if (name === 'status') return ['order_status', value];
    if (name === 'fields') return ['fields', fieldsOf(value)];
    return [restName(name), value];
  });
  return Object.fromEntries(members);
}

/** What is wrong with which field, named as this API names it; null when it is about none. */
function fieldsDetail({ fields }: Problem['details']): string | null {
  const named = Object.entries(fieldsOf(fields)).map(([field, problem]) => `${field}: ${String(problem)}`);
  return named.length === 0 ? null : named.join('; ');
}

function fieldsOf(fields: unknown): Record<string, unknown> {
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).map(([field, problem]) => [restName(field), problem]));
}

/** `amountMinor` is `amount` here, `deliverOn` is `deliver_on`. */
function restName(name: string): string {
  return name.replace(/Minor$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const FIELDS_MAX = 20;

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string };

/** What zod found, field by field. Never the value itself: it may hold a code. @throws DomainError validation_failed */
export function rejectIssues(issues: readonly (Issue & { readonly keys?: readonly string[] })[]): never {
  const fields = Object.fromEntries(
    issues
      .flatMap(({ code, path, message, keys = [] }) =>
        code === 'unrecognized_keys'
          ? keys.map((key) => [nameOf([...path, key]), 'is not known here'] as const)
          : [[nameOf(path), message] as const],
      )
      .slice(0, FIELDS_MAX),
  );
  return rejectFields(fields);
}

// A name the caller made up is repeated only when it looks like one of ours: it could be a code as well.
function nameOf(path: readonly PropertyKey[]): string {
  const known = path.map(String).every((part) => /^[a-z][a-z_]{0,39}$/i.test(part) && !/^[A-Z]+$/.test(part));
  return known && path.length > 0 ? path.map(String).join('.') : 'body';
}
