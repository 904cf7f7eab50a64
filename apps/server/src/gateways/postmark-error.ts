import { Errors } from 'postmark';
import { GatewayError, type GatewayErrorKind } from './gateway-error.ts';

export const NEVER_CONNECTED = 'never connected';

/** Bad token, maintenance, sender not confirmed, account pending or stopped: nothing is wrong with this mail itself. */
const ACCOUNT_CODES = [10, 100, 400, 401, 405, 412, 413, 429];

/** https://postmarkapp.com/developer/api/overview#error-codes; a time-out or a 500 may have been accepted. */
export function toMailerError(operation: string, error: unknown): GatewayError {
  if (!(error instanceof Errors.PostmarkError)) {
    return new GatewayError({ gateway: 'postmark', operation, kind: 'unknown' });
  }
  return new GatewayError({
    gateway: 'postmark',
    operation,
    kind: kindOf(error),
    httpStatus: error.statusCode || undefined,
    code: error.code === 0 || error.code === undefined ? undefined : String(error.code),
  });
}

function kindOf({ statusCode, code, message }: Errors.PostmarkError): GatewayErrorKind {
  if (!statusCode) return message === NEVER_CONNECTED ? 'unavailable' : 'unknown';
  if (statusCode === 401 || statusCode === 429 || statusCode === 503) return 'unavailable';
  if (ACCOUNT_CODES.includes(code)) return 'unavailable';
  return statusCode >= 400 && statusCode < 500 ? 'refused' : 'unknown';
}
