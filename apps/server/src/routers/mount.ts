import { DomainError } from '@boon/core';
import { isDatabaseUnavailable } from '@boon/db';
import type { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono, type Context as HonoContext } from 'hono';
import { cors } from 'hono/cors';
import type { ReadAddress } from '../addresses/address-reader.ts';
import type { Outbox } from '../gateways/local/types.ts';
import type { Services } from '../services.ts';
import { UNAVAILABLE_SECONDS } from '../unavailable.ts';
import { appRouter } from './index.ts';
import type { ReadStaff } from './read-staff.ts';
import type { Context } from './trpc.ts';

const ENDPOINT = '/api/trpc';
const WIDGET = 'widget.';
const BATCH_MAX = 10;

/**
 * tRPC over HTTP, by POST alone: inputs never stand in a URL, where logs and histories would keep them. The widget is
 * called from other sites, with a bearer token and never with cookies.
 */
export function createTrpc(
  services: Services,
  readStaff: ReadStaff,
  readAddress: ReadAddress,
  outbox: Outbox | null,
): Hono {
  const app = new Hono();
  app.options('/*', (context, next) => (isOfWidget(context) ? widgetPreflight(context, next) : next()));
  app.use('/*', async (context, next) => refusedRequest(context) ?? next());
  app.post('/*', (context) =>
    fetchRequestHandler({
      endpoint: ENDPOINT,
      req: context.req.raw,
      router: appRouter,
      allowMethodOverride: true,
      maxBatchSize: BATCH_MAX,
      // All headers in one place: each one added to a finished answer costs a new answer around it.
      responseMeta: ({ errors }) => ({ headers: { ...headersOf(context), ...retryAfterOf(errors) } }),
      createContext: (): Context => ({
        ...createContext(services, readStaff, outbox, context.req.raw),
        addressSubject: () => services.addressSubject(readAddress(context)),
        foreignOrigin: foreignOriginOf(context, services.publicUrl),
      }),
    }),
  );
  return app;
}

/** Null for a server, which sends no Origin, and for pages that came from here. */
function foreignOriginOf(context: HonoContext, publicUrl: string): string | null {
  const origin = context.req.header('origin');
  if (origin === undefined || origin === publicUrl) return null;
  return URL.parse(origin)?.host === context.req.header('host') ? null : origin;
}

/** The longest wait that any call of the request was told. */
function retryAfterOf(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap(({ cause }) => {
    if (isDatabaseUnavailable(cause)) return [UNAVAILABLE_SECONDS];
    const seconds = cause instanceof DomainError ? cause.details.retryAfterSeconds : undefined;
    return typeof seconds === 'number' ? [seconds] : [];
  });
  return waits.length === 0 ? {} : { 'retry-after': String(Math.max(...waits)) };
}

function refusedRequest(context: HonoContext): Response | null {
  if (context.req.method !== 'POST') {
    const headers = { ...headersOf(context), allow: 'POST' };
    return context.json({ error: { message: 'Calls are made by POST.' } }, 405, headers);
  }
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    return context.json({ error: { message: 'Calls carry application/json.' } }, 415, headersOf(context));
  }
  return null;
}

const FOR_EVERYONE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const FOR_WIDGETS = {
  ...FOR_EVERYONE,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
};

function headersOf(context: HonoContext): Readonly<Record<string, string>> {
  return isOfWidget(context) ? FOR_WIDGETS : FOR_EVERYONE;
}

/** Each call of a batch: what is open to every site must not take another one along. */
function isOfWidget({ req }: HonoContext): boolean {
  const [, names = ''] = req.path.split(`${ENDPOINT}/`);
  return names
    .replaceAll(/%2c/gi, ',')
    .split(',')
    .every((name) => name.startsWith(WIDGET));
}

const widgetPreflight = cors({
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
): Omit<Context, 'addressSubject' | 'foreignOrigin'> {
  let staff: ReturnType<ReadStaff> | undefined;
  return {
    services,
    outbox,
    readStaff: () => {
      staff ??= readStaff(request);
      return staff;
    },
    readCheckout: () => {
      const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
      return scheme?.toLowerCase() === 'bearer' && token ? services.tokens.verify('checkout', token) : null;
    },
  };
}
