import type { Context, MiddlewareHandler } from 'hono';
import type { Site } from './auth-options.ts';
import { refuse } from './refusals.ts';

/** Every POST must come from a page of ours; a request that does not say where it comes from is refused. */
export function requireOwnOrigin(site: Site): MiddlewareHandler {
  return async (context, next) => {
    if (comesFromOwnPage(context, site)) return next();
    return refuse(context, {
      status: 403,
      code: 'origin_refused',
      title: 'This request came from somewhere else',
      detail: `Open Boon at ${site.origin} and try again there.`,
    });
  };
}

/** A page with `no-referrer` posts with `Origin: null`; then only the browser's own fetch metadata can vouch for it. */
function comesFromOwnPage(context: Context, site: Site): boolean {
  const origin = context.req.header('origin');
  const fetchSite = context.req.header('sec-fetch-site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false;
  return origin === site.origin || (origin === 'null' && fetchSite === 'same-origin');
}
