import { isReachable } from '@boon/db';
import { Hono } from 'hono';
import type { Services } from '../services.ts';

/** `/healthz`: the process answers. `/readyz`: it can do its work, because the database answers too. */
export function createHealth(services: Services): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.text('ok'));
  app.get('/readyz', async (context) => {
    const reachable = await isReachable(services.database);
    return reachable ? context.text('ready') : context.text('the database does not answer', 503);
  });
  return app;
}
