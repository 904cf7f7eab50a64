import { createSecretKey, type KeyObject } from 'node:crypto';
import { type GuessSubjects, guessBuckets, readCode } from '@boon/core';
import { type ApiKey, type RedeemedAtOnce, type RedemptionAtOnce, readGuarded, type Wanted } from '@boon/db';
import type { Context } from 'hono';
import type { Services } from '../services.ts';
import { fingerprintOf } from './answer-once.ts';
import { callerWith, type FindAhead, type Presented, type RestEnv } from './caller.ts';
import { readStrictJson } from './read-json.ts';

/** Whose a key is never changes, so it may be remembered; whether it still counts is asked with every call. */
type KnownKey = Pick<ApiKey, 'id' | 'workspaceId'> & {
  /** Prepared once for the fingerprints of its calls. */
  readonly secret: KeyObject;
};

export type CodeCall<Body> = {
  readonly key: KnownKey;
  readonly body: Body;
  readonly idempotencyKey: string | null;
  readonly context: Context<RestEnv>;
};

/** What a call with a code will be decided from, and who is charged when the code is wrong. */
export type CodeReading<Body> = {
  /** Null for a body that will be refused. */
  parse(body: unknown): Body | null;
  codeOf(body: Body): string;
  /** Null for a call that will be refused before anything is read. */
  wanted(call: CodeCall<Body>, lookups: readonly Uint8Array[]): Wanted | null;
  guesser(call: CodeCall<Body>): GuessSubjects;
  readonly redeeming?: Redeeming;
};

/** For a call that redeems, and may be done when its caller is known. */
export type Redeeming = {
  /** `fingerprint`: the call's own, where it has an idempotency key. */
  atOnce(fingerprint: Uint8Array | null): { readonly redemption?: RedemptionAtOnce };
  answer(redeemed: RedeemedAtOnce, context: Context<RestEnv>): Response;
};

const KEYS_REMEMBERED_MAX = 10_000;

/**
 * As `scoped`, for a call that holds a code: the code is looked up in the statement that identifies the caller, and calls
 * that arrive together share it. A key not seen before, or a body that is not right, is met the ordinary way. Nothing is redeemed
 * here that would be refused by those who come after: they read with the same schemas.
 */
export function scopedToCodes<Body>(services: Services, reading: CodeReading<Body>) {
  const keys = new Map<string, KnownKey>();

  const findAhead: FindAhead = async (presented, context) => {
    const key = keys.get(presented.keyHash.toString('latin1'));
    if (key === undefined) return undefined;
    const body = await bodyOf(context, reading);
    if (body === null) return undefined;
    const code = readCode(reading.codeOf(body));
    if (!code.ok) return undefined;
    const call = { key, body, idempotencyKey: presented.idempotencyKey, context };
    const wanted = reading.wanted(call, services.codes.lookups(code.code, key.workspaceId));
    if (wanted === null) return undefined;
    const { idempotencyKey } = presented;
    const fingerprint = idempotencyKey === null ? null : await fingerprintOf(context, key.secret);
    const { apiKey, known, read } = await readGuarded(services.database, {
      workspaceId: key.workspaceId,
      wanted,
      buckets: guessBuckets(reading.guesser(call)),
      caller: presented,
      ...reading.redeeming?.atOnce(fingerprint),
    });
    if (apiKey === null) return null;
    if (read === null || !('redeemed' in read)) return { apiKey, known, readAhead: read, fingerprint };
    return { apiKey, known, response: reading.redeeming?.answer(read, context) };
  };

  const onFound = ({ keyHash, secret }: Presented, { id, workspaceId }: ApiKey) => {
    if (keys.has(keyHash.toString('latin1'))) return;
    if (keys.size >= KEYS_REMEMBERED_MAX) keys.clear();
    keys.set(keyHash.toString('latin1'), { id, workspaceId, secret: createSecretKey(secret, 'utf8') });
  };

  return {
    security: [{ apiKey: ['redeem' as const] }],
    middleware: callerWith(services, ['redeem'], { findAhead, onFound }),
  };
}

/** What is wrong with a body is said by those who come after; here it only means that nothing is looked up yet. */
async function bodyOf<Body>(context: Context<RestEnv>, { parse }: CodeReading<Body>): Promise<Body | null> {
  try {
    return parse(await readStrictJson(context));
  } catch {
    return null;
  }
}
