import Stripe from 'stripe';
import { GatewayError, type GatewayErrorKind } from './gateway-error.ts';

/**
 * Awaits a call of the SDK and gives its object, or rejects with `GatewayError`. An answer outside 2xx that has no
 * `error` field resolves in the SDK (a proxy's page in JSON, say), so the object's own name is checked too.
 */
export async function callStripe<Name extends string, Answer extends { object: Name }>(
  operation: string,
  objectName: Name,
  call: Promise<Answer>,
): Promise<Answer> {
  const answer = await call.catch((error: unknown) => {
    throw toGatewayError(operation, error);
  });
  if (answer?.object === objectName) return answer;
  throw new GatewayError({ gateway: 'stripe', operation, kind: 'unknown', code: 'unreadable_answer' });
}

function toGatewayError(operation: string, error: unknown): GatewayError {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new GatewayError({ gateway: 'stripe', operation, kind: 'unknown' });
  }
  return new GatewayError({
    gateway: 'stripe',
    operation,
    kind: kindOf(error),
    httpStatus: error.statusCode,
    code: error.code ?? error.rawType ?? error.type,
    param: error.param,
    requestId: error.requestId,
  });
}

/** Each write carries an idempotency key, so even a call that was cut off may be repeated: no money moves twice. */
function kindOf(error: Stripe.errors.StripeError): GatewayErrorKind {
  if (error instanceof Stripe.errors.StripeConnectionError) return 'unavailable';
  const status = error.statusCode;
  if (status === undefined) return 'unknown';
  if (status >= 500 || status === 401 || status === 403 || status === 409 || status === 429)
    return 'unavailable';
  return status >= 400 ? 'refused' : 'unknown';
}
