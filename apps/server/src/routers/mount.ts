import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono, type Context as HonoContext } from 'hono';
import { cors } from 'hono/cors';
import type { Outbox } from '../gateways/local/types.ts';
import type { Services } from '../services.ts';
import { appRouter } from './index.ts';
import type { ReadStaff } from './read-staff.ts';
import type { Context } from './trpc.ts';

const ENDPOINT = '/api/trpc';
const BATCH_MAX = 10;

/**
 * tRPC over HTTP, by POST alone: inputs never stand in a URL, where logs and histories would keep them. The widget is
 * called from other sites, with a bearer token and never with cookies.
 */
export function createTrpc(services: Services, readStaff: ReadStaff, outbox: Outbox | null): Hono {
  const app = new Hono();
  app.use(
    '/*',
    async (context, next) => {
      if (!context.req.path.startsWith(`${ENDPOINT}/widget.`)) return next();
      return widgetCors(context, next);
    },
    async (context, next) => {
      const refused = refusedRequest(context);
      if (refused) return refused;
      await next();
      context.header('cache-control', 'no-store');
      return undefined;
    },
  );
  app.post('/*', ({ req }) =>
    fetchRequestHandler({
      endpoint: ENDPOINT,
      req: req.raw,
      router: appRouter,
      allowMethodOverride: true,
      maxBatchSize: BATCH_MAX,
      createContext: (): Context => createContext(services, readStaff, outbox, req.raw),
    }),
  );
  return app;
}

function refusedRequest(context: HonoContext): Response | null {
  if (context.req.method !== 'POST') {
    return context.json({ error: { message: 'Calls are made by POST.' } }, 405, { allow: 'POST' });
  }
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    return context.json({ error: { message: 'Calls carry application/json.' } }, 415);
  }
  return null;
}

const widgetCors = cors({
  origin: '*',
  allowMethods: ['POST'],
  allowHeaders: ['authorization', 'content-type'],
  maxAge: 7_200,
});

function createContext(
  services: Services,
  readStaff: ReadStaff,
  outbox: Outbox | null,
  request: Request,
): Context {
  let staff: ReturnType<ReadStaff> | undefined;
  return {
    services,
    outbox,
    readStaff: () => {
      staff ??= readStaff(request);
      return staff;
    },
    readCheckout: async () => {
      const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
      return scheme === 'Bearer' && token ? services.tokens.verify('checkout', token) : null;
    },
  };
}
