import { DomainError, refuse } from '@boon/core';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { uuidv7 } from '../ids.ts';
import { limitBody } from '../installation/limit-body.ts';
import { wordIssuesPlainly } from '../issue-wording.ts';
import type { Services } from '../services.ts';
import type { RestEnv } from './caller.ts';
import { addCertificateChangeRoutes } from './certificate-changes.ts';
import { addCertificateRoutes } from './certificates.ts';
import { addCodeRoutes } from './codes.ts';
import { addDocument } from './document.ts';
import { addGuide } from './guide-page.ts';
import { addOrderRoutes } from './orders.ts';
import { answerProblem, rejectIssues, TransportError } from './problems.ts';
import { addRedemptionRoutes } from './redemptions.ts';

const BODY_BYTES_MAX = 100_000;

/** The API of booking sites' servers: it serves /v1 and, for people, /docs. */
export function createRest(services: Services): OpenAPIHono<RestEnv> {
  wordIssuesPlainly();
  const rest = new OpenAPIHono<RestEnv>({
    defaultHook: (result, context) => {
      if (result.success) return;
      // An id that cannot exist is answered like one that does not.
      if (result.target === 'param') throw notFound(context.req.path, result.error.issues[0]?.path[0]);
      rejectIssues(
        result.target === 'query'
          ? withNamesThatStandTwice(result.error.issues, context)
          : result.error.issues,
      );
    },
  });

  rest.onError((error, context) => answerProblem(error, context, services.log, `${services.publicUrl}/docs`));
  const nameRequest = (context: Context<RestEnv>) => {
    const requestId = uuidv7(services.clock.now());
    context.set('requestId', requestId);
    context.header('x-request-id', requestId);
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  };
  rest.use('/v1/*', async (context, next) => {
    nameRequest(context);
    await next();
  });
  rest.use(
    '/v1/*',
    limitBody(BODY_BYTES_MAX, () => {
      throw new TransportError('body_too_large', `A body has at most ${BODY_BYTES_MAX} bytes.`);
    }),
  );

  addOrderRoutes(rest, services);
  addRedemptionRoutes(rest, services);
  addCertificateRoutes(rest, services);
  addCertificateChangeRoutes(rest, services);
  addCodeRoutes(rest, services);
  addDocument(rest, services.publicUrl);
  addGuide(rest, services.publicUrl);
  refuseTheRest(rest);
  rest.notFound((context) => {
    if (context.req.path.startsWith('/docs')) return context.text('There is nothing here.', 404);
    nameRequest(context);
    throw nothingHere();
  });
  return rest;
}

function notFound(path: string, parameter: PropertyKey | undefined): DomainError {
  const collection = path.startsWith('/v1/orders') ? 'order' : 'certificate';
  const what = parameter === 'redemption' ? 'redemption' : collection;
  return new DomainError(refuse('not_found', `There is no such ${what}.`));
}

function nothingHere(): DomainError {
  return new DomainError(refuse('not_found', 'There is nothing under this address. See /v1/openapi.json.'));
}

// Last, so that it meets what no route took: a known path with another method, or no path of ours.
function refuseTheRest(rest: OpenAPIHono<RestEnv>): void {
  const paths = new Map<string, Set<string>>();
  for (const { path, method } of rest.routes) {
    if (method === 'ALL' || path.includes('*')) continue;
    paths.set(path, (paths.get(path) ?? new Set()).add(method));
  }
  const known = [...paths].map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(/:[^/]+/g, '[^/]+')}$`),
    methods: methods.has('GET') ? [...methods, 'HEAD'] : [...methods],
  }));
  rest.all('/v1/*', (context) => {
    const { method, path } = context.req;
    const allowed = known.find(({ pattern }) => pattern.test(path))?.methods;
    if (allowed === undefined) {
      throw nothingHere();
    }
    const allow = allowed.join(', ');
    throw new TransportError('method_not_allowed', `${method} is not known here; allowed: ${allow}.`, {
      allow,
    });
  });
}

/** Of a name that stands twice in a query Hono makes a list, which says nothing to who has written it. */
function withNamesThatStandTwice<Found extends { path: PropertyKey[]; message: string }>(
  issues: readonly Found[],
  context: Context<RestEnv>,
): Found[] {
  return issues.map((issue) => {
    const isTwice = (context.req.queries(String(issue.path[0]))?.length ?? 0) > 1;
    return isTwice ? { ...issue, message: 'is there twice' } : issue;
  });
}
