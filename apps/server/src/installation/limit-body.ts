import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/**
 * Hono's limit on bodies, but where a length is named it alone is looked at: looking for the body itself costs a web
 * stream around each request. `onError` answers or throws.
 */
export function limitBody(
  maxSize: number,
  onError: (context: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  const whileReading = bodyLimit({ maxSize, onError });
  return async (context, next) => {
    const length = context.req.header('content-length');
    // Node has refused a length that is none, and one beside a transfer encoding.
    if (length === undefined || context.req.header('transfer-encoding') !== undefined) {
      return whileReading(context, next);
    }
    return Number(length) > maxSize ? onError(context) : next();
  };
}
