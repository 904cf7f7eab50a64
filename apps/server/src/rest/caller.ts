import { createHash } from 'node:crypto';
import { type Actor, DomainError, refuse } from '@boon/core';
import { type ApiKey, type ApiKeyScope, findApiKey, findCall, type KnownCall } from '@boon/db';
import type { Context, MiddlewareHandler } from 'hono';
import type { Services } from '../services.ts';
import { rejectIssues } from './problems.ts';

export type RestEnv = { Variables: { requestId: string; caller: Caller } };

/** Who calls, and under which idempotency key. */
export type Caller = {
  readonly apiKey: ApiKey;
  /** As presented; only its hash is in the database. */
  readonly secret: string;
  readonly actor: Actor;
  readonly idempotencyKey: string | null;
  /** What the idempotency key stood for when the call came in. */
  readonly known: KnownCall | null;
};

/** The part of a route that says and checks which scopes let a call through: any one of them. */
export function scoped(services: Services, ...scopes: readonly ApiKeyScope[]) {
  return {
    security: scopes.map((scope) => ({ apiKey: [scope] })),
    middleware: callerWith(services, scopes),
  };
}

// One statement, also when there is an idempotency key.
function callerWith(services: Services, scopes: readonly ApiKeyScope[]): MiddlewareHandler<RestEnv> {
  return async (context, next) => {
    const caller = await identify(services, context);
    if (!caller.apiKey.scopes.some((scope) => scopes.includes(scope))) {
      const detail = `This call needs an API key with the scope ${scopes.join(' or ')}.`;
      throw new DomainError(refuse('forbidden', detail));
    }
    context.set('caller', caller);
    await next();
  };
}

async function identify(services: Services, context: Context<RestEnv>): Promise<Caller> {
  const secret = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (secret === undefined) throw unauthorized(context, 'Bearer realm="boon"');
  const idempotencyKey = readIdempotencyKey(context);
  const found = await find(services, secret, idempotencyKey);
  if (found === null) throw unauthorized(context, 'Bearer realm="boon", error="invalid_token"');
  const { apiKey, known } = found;
  const actor: Actor = { kind: 'api_key', id: apiKey.id, name: apiKey.name };
  return { apiKey, secret, actor, idempotencyKey, known };
}

async function find(services: Services, secret: string, idempotencyKey: string | null) {
  const hash = createHash('sha256').update(secret).digest();
  if (idempotencyKey !== null) return findCall(services.database, hash, idempotencyKey);
  const apiKey = await findApiKey(services.database, hash);
  return apiKey && { apiKey, known: null };
}

function readIdempotencyKey(context: Context<RestEnv>): string | null {
  const key = context.req.method === 'POST' ? context.req.header('idempotency-key') : undefined;
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = 'must be 1 to 255 printable ASCII characters without spaces';
  return rejectIssues([{ code: 'custom', path: ['idempotency_key'], message }]);
}

function unauthorized(context: Context<RestEnv>, challenge: string): DomainError {
  context.header('www-authenticate', challenge);
  return new DomainError(
    refuse(
      'unauthorized',
      'Send a valid API key as "Authorization: Bearer <key>"; keys are made in settings.',
    ),
  );
}
