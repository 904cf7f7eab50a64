import { createHash } from 'node:crypto';
import { type Actor, DomainError, refuse } from '@boon/core';
import { type ApiKey, type ApiKeyScope, findApiKey, findCall, type KnownCall } from '@boon/db';
import type { Context, MiddlewareHandler } from 'hono';
import type { LookedUp } from '../guessing/look-up-code.ts';
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
  /** What the call's code stands for, where it was looked up in the statement that found the key. */
  readonly readAhead?: LookedUp;
  /** The call's own keyed hash, where it was needed already. */
  readonly fingerprint?: Uint8Array | null;
};

/** What a caller shows of itself, before anything is known of it. */
export type Presented = {
  /** As presented; only its hash is in the database. */
  readonly secret: string;
  readonly keyHash: Buffer;
  readonly idempotencyKey: string | null;
};

/** Whom a presented key belongs to. */
export type Found = Pick<Caller, 'apiKey' | 'known' | 'readAhead' | 'fingerprint'> & {
  /** Of a call that is done already. */
  readonly response?: Response | undefined;
};

/** How a key is found in a statement that reads more than the key. */
export type FindAhead = (
  presented: Presented,
  context: Context<RestEnv>,
) => Promise<Found | null | undefined>;

export type Ahead = {
  /** Undefined where nothing can be read ahead: the key is then found by a statement of its own. */
  readonly findAhead: FindAhead;
  onFound(presented: Presented, apiKey: ApiKey): void;
};

const NOTHING_AHEAD: Ahead = { findAhead: async () => undefined, onFound: () => {} };

/** The part of a route that says and checks which scopes let a call through: any one of them. */
export function scoped(services: Services, ...scopes: readonly ApiKeyScope[]) {
  return {
    security: scopes.map((scope) => ({ apiKey: [scope] })),
    middleware: callerWith(services, scopes),
  };
}

/** One statement, also when there is an idempotency key. */
export function callerWith(
  services: Services,
  scopes: readonly ApiKeyScope[],
  { findAhead, onFound }: Ahead = NOTHING_AHEAD,
): MiddlewareHandler<RestEnv> {
  return async (context, next) => {
    const presented = present(context);
    const ahead = await findAhead(presented, context);
    const found = ahead === undefined ? await find(services, presented) : ahead;
    if (found === null) throw unauthorized(context, 'Bearer realm="boon", error="invalid_token"');
    const { apiKey, response } = found;
    onFound(presented, apiKey);
    if (!apiKey.scopes.some((scope) => scopes.includes(scope))) {
      const detail = `This call needs an API key with the scope ${scopes.join(' or ')}.`;
      throw new DomainError(refuse('forbidden', detail));
    }
    services.keyUses.note(apiKey);
    if (response) return response;
    const { secret, idempotencyKey } = presented;
    const actor: Actor = { kind: 'api_key', id: apiKey.id, name: apiKey.name };
    context.set('caller', { ...found, secret, actor, idempotencyKey });
    return next();
  };
}

function present(context: Context<RestEnv>): Presented {
  const secret = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (secret === undefined) throw unauthorized(context, 'Bearer realm="boon"');
  const keyHash = createHash('sha256').update(secret).digest();
  return { secret, keyHash, idempotencyKey: readIdempotencyKey(context) };
}

async function find(services: Services, { keyHash, idempotencyKey }: Presented): Promise<Found | null> {
  if (idempotencyKey !== null) return findCall(services.database, keyHash, idempotencyKey);
  const apiKey = await findApiKey(services.database, keyHash);
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
      'Send a valid API key as "Authorization: Bearer <key>"; keys are made in the console, under Developers.',
    ),
  );
}
