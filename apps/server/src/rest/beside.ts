import type { Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import type { createRest } from './create-rest.ts';

/** What is meant for the API, also with a slash too many, an encoded one, or a capital; and what tells people of it. */
const ITS_PATHS = /^(?:(?:\/|%2f)+v1(?:\/|%2f|$)|\/docs(?:\/|$))/i;

/**
 * The API beside everything else, not mounted on it: of a mounted app that answers its own errors Hono wraps every handler in a
 * chain of its own, which each request then pays for.
 */
export function besideOthers(rest: ReturnType<typeof createRest>, others: Hono): Pick<Hono, 'fetch'> {
  return {
    fetch: (request, ...more) => (ITS_PATHS.test(getPath(request)) ? rest : others).fetch(request, ...more),
  };
}
