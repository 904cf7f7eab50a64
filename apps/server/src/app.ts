import { isDatabaseUnavailable } from '@boon/db';
import { type Context, Hono } from 'hono';
import type { ReadAddress } from './addresses/address-reader.ts';
import type { Auth } from './auth/index.ts';
import type { Outbox } from './gateways/local/types.ts';
import { limitBody } from './installation/limit-body.ts';
import { createDocumentPages } from './pages/documents.ts';
import { createFrontEnds } from './pages/front-ends.ts';
import { createHealth } from './pages/health.ts';
import { createHomePage, type Signpost } from './pages/home.ts';
import { createStaffFiles } from './pages/staff-files.ts';
import { besideOthers, createRest } from './rest/index.ts';
import { createTrpc } from './routers/mount.ts';
import { createStaffReader } from './routers/read-staff.ts';
import type { Services } from './services.ts';
import { UNAVAILABLE_SECONDS, UNAVAILABLE_SENTENCE } from './unavailable.ts';
import { createStripeWebhook } from './webhooks/stripe.ts';

export type AppParts = {
  readonly services: Services;
  readonly auth: Auth;
  readonly readAddress: ReadAddress;
  /** What exists outside production only. */
  readonly local: { readonly outbox: Outbox; readonly paymentPages: Hono; readonly demo: Hono | null } | null;
  readonly signposts: readonly Signpost[];
};

const BODY_BYTES_MAX = 256 * 1024;

const refuseBody = (context: Context) => context.text('The request is larger than 256 kB.', 413);

/** Everything one port serves. Each mount has its own way to know who calls, its own headers and its own errors. */
export function createApp(parts: AppParts): Pick<Hono, 'fetch'> {
  return besideOthers(createRest(parts.services), createOthers(parts));
}

function createOthers({ services, auth, readAddress, local, signposts }: AppParts): Hono {
  const app = new Hono();
  const readStaff = createStaffReader(auth, services.publicUrl);

  app.use(limitBody(BODY_BYTES_MAX, refuseBody));
  app.use(async (context, next) => {
    await next();
    // A header set now costs a new answer around the old one.
    if (!context.res.headers.has('x-content-type-options'))
      context.header('x-content-type-options', 'nosniff');
  });

  app.route('/', createHealth(services));
  app.route('/webhooks/stripe', createStripeWebhook(services));
  app.route('/api/trpc', createTrpc(services, readStaff, readAddress, local?.outbox ?? null));
  app.route('/', auth.handler);
  app.route('/documents', createDocumentPages(services));
  app.route('/admin', createStaffFiles(services, readStaff, local?.outbox ?? null));
  if (local) app.route('/test-payments', local.paymentPages);
  if (local?.demo) app.route('/demo', local.demo);
  app.route('/', createFrontEnds(services.publicUrl));
  app.route('/', createHomePage(signposts));

  app.onError((error, context) => {
    services.log.error('http.failed', error, { method: context.req.method, route: context.req.routePath });
    if (isDatabaseUnavailable(error)) {
      const headers = { 'retry-after': String(UNAVAILABLE_SECONDS) };
      return context.text(UNAVAILABLE_SENTENCE, 503, headers);
    }
    return context.text('Something went wrong on our side. Try again in a moment.', 500);
  });
  app.notFound((context) => context.text('There is nothing here.', 404));
  return app;
}
