import type { MiddlewareHandler } from 'hono';
import type { RestEnv } from './caller.ts';
import { rejectIssues } from './problems.ts';

/** For calls that take no body: none, or an empty object, which some HTTP clients cannot help sending. */
export const refuseBody: MiddlewareHandler<RestEnv> = async (context, next) => {
  const body = (await context.req.text()).trim();
  if (body !== '' && !/^\{\s*\}$/.test(body)) {
    rejectIssues([{ code: 'custom', path: ['body'], message: 'must be empty for this call' }]);
  }
  await next();
};
