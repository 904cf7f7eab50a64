import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DomainError, refuse } from '@boon/core';
import {
  type ApiKey,
  type CallKey,
  claimAnswer,
  type KeptAnswer,
  releaseAnswer,
  storeAnswer,
  type TakenCall,
} from '@boon/db';
import type { Context } from 'hono';
import { uuidv7 } from '../ids.ts';
import type { Services } from '../services.ts';
import type { Caller, RestEnv } from './caller.ts';

/** `resumed`: an attempt with this key came before, and nobody knows how it ended. */
export type Attempt = 'first' | 'resumed';

export type OnceCall<Answer, Kept> = {
  /**
   * `converge`: repeats that overlap end in one fact by themselves, because its id is made from the idempotency key.
   * `with_fact`: so do these, and the statement that writes the fact names the call. `wait`: only one may be under way; the
   * others wait for its answer.
   */
  readonly overlap: 'converge' | 'with_fact' | 'wait';
  /** `named`: the call's key and hash, or null without an idempotency key. */
  work(attempt: Attempt, named: NamedCall | null): Promise<Answer>;
  /** True once the work has kept its answer itself. */
  isKept?(): boolean;
  /** What of the answer is kept in the database: never a code, never a token. */
  keep(answer: Answer): Kept;
  restore(kept: Kept): Answer | Promise<Answer>;
};

/** Longer than any statement may take: after a crash, repeats wait no longer than this. */
const LEASE_SECONDS = 20;
const WAIT_MS_MAX = 3_000;
const POLL_MS = 100;

/**
 * Does `work` once per idempotency key: the same call again gets the answer the first one got, another call under the
 * same key is refused. Without a key it simply works. Refusals are not kept; a repeat is decided again.
 * @throws DomainError idempotency_mismatch, or stale while a first call does not end
 */
export async function answerOnce<Answer, Kept>(
  services: Services,
  context: Context<RestEnv>,
  call: OnceCall<Answer, Kept>,
): Promise<Answer> {
  const named = await nameCall(context);
  if (named === null) return call.work('first', null);
  const { key, fingerprint, known } = named;
  const replay = (kept: unknown) => {
    context.header('idempotent-replayed', 'true');
    // What is kept was made by this very route: the fingerprint holds method and path.
    return call.restore(kept as Kept);
  };

  if (known !== null) return replay(known);
  // Before anything is done, so that another call under the same key is refused and leaves nothing behind.
  const claim =
    call.overlap === 'with_fact' ? null : await claimInTurn(services, key, fingerprint, call.overlap);
  if (claim !== null && !claim.taken) return replay(claim.answer);

  const attempt = claim !== null && claim.attempts > 1 ? 'resumed' : 'first';
  const answer =
    claim === null ? await call.work(attempt, named) : await workUnderClaim(services, named, call, attempt);
  if (call.isKept?.()) return answer;
  const stored = await storeAnswer(services.database, key, fingerprint, call.keep(answer));
  assertSame(stored.fingerprint, fingerprint);
  return stored.taken ? answer : replay(stored.answer);
}

/** Makes the answer that is to be kept in the statement that writes the fact, and hears when it was. */
export type AnswerKeeper<Answer> = {
  answerFor(answer: Answer): KeptAnswer;
  onKept(): void;
};

/**
 * As `answerOnce`, for a fact whose id is made from the idempotency key: the answer is kept in the statement that writes
 * the fact, so a repeat finds both or neither. `work` is given no keeper without a key; `restore` knows every way in which it is
 * kept.
 * @throws DomainError idempotency_mismatch
 */
export async function answerWithFact<Answer>(
  services: Services,
  context: Context<RestEnv>,
  work: (keeper: AnswerKeeper<Answer> | null) => Promise<Answer>,
  restore: (kept: unknown) => Answer,
): Promise<Answer> {
  let isKept = false;
  return answerOnce<Answer, unknown>(services, context, {
    overlap: 'with_fact',
    isKept: () => isKept,
    work: (_attempt, named) =>
      work(
        named && {
          answerFor: (answer) => ({ call: named.key, fingerprint: named.fingerprint, answer }),
          onKept: () => {
            isKept = true;
          },
        },
      ),
    keep: (answer) => answer,
    restore,
  });
}

type NamedCall = {
  readonly key: CallKey;
  readonly fingerprint: Uint8Array;
  /** Its first answer, or null while there is none. */
  readonly known: unknown;
};

/** Null without an idempotency key. @throws DomainError idempotency_mismatch for a key that named another call */
async function nameCall(context: Context<RestEnv>): Promise<NamedCall | null> {
  const { caller } = context.var;
  const { idempotencyKey, known } = caller;
  if (idempotencyKey === null) return null;
  const { workspaceId, id: apiKeyId } = caller.apiKey;
  const fingerprint = caller.fingerprint ?? (await fingerprintOf(context, caller.secret));
  if (known !== null) assertSame(known.fingerprint, fingerprint);
  return { key: { workspaceId, apiKeyId, idempotencyKey }, fingerprint, known: known?.answer ?? null };
}

async function claimInTurn(
  services: Services,
  key: CallKey,
  fingerprint: Uint8Array,
  overlap: 'converge' | 'wait',
): Promise<TakenCall> {
  const leaseSeconds = overlap === 'wait' ? LEASE_SECONDS : 0;
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const claim = await claimAnswer(services.database, key, fingerprint, leaseSeconds);
    assertSame(claim.fingerprint, fingerprint);
    if (claim.taken || claim.answer !== null) return claim;
    if (waitedMs >= WAIT_MS_MAX) {
      throw new DomainError(
        refuse(
          'stale',
          'The first call with this Idempotency-Key is still under way. Repeat it in a moment.',
        ),
      );
    }
    await setTimeout(POLL_MS);
  }
}

async function workUnderClaim<Answer>(
  services: Services,
  named: NamedCall,
  call: Pick<OnceCall<Answer, never>, 'work'>,
  attempt: Attempt,
): Promise<Answer> {
  try {
    return await call.work(attempt, named);
  } catch (error) {
    await releaseAnswer(services.database, named.key, error instanceof DomainError ? 'refused' : 'unknown');
    throw error;
  }
}

/**
 * What tells a call from another one under the same idempotency key. Keyed with the API key, which the database does not hold:
 * nobody can search it for the code in a body.
 */
export async function fingerprintOf(
  context: Context<RestEnv>,
  secret: string | KeyObject,
): Promise<Uint8Array> {
  return createHmac('sha256', secret)
    .update(`${context.req.method} ${context.req.path}\n`)
    .update(await context.req.text())
    .digest();
}

function assertSame(known: Uint8Array, fingerprint: Uint8Array): void {
  if (Buffer.compare(known, fingerprint) === 0) return;
  throw new DomainError(
    refuse(
      'idempotency_mismatch',
      'This Idempotency-Key was used for another call. Use a new one for each call.',
    ),
  );
}

type CallerOfId = Pick<Caller, 'idempotencyKey'> & { readonly apiKey: Pick<ApiKey, 'id' | 'workspaceId'> };

/**
 * The id of what a call makes: from its idempotency key, so that a repeat meets what the first one made even when no
 * answer of it is left; new without a key. (RFC 9562, version 8)
 */
export function idFor(
  what: 'order' | 'certificate' | 'redemption' | 'sending' | 'change',
  caller: CallerOfId,
  now: Date,
): string {
  if (caller.idempotencyKey === null) return uuidv7(now);
  const { workspaceId, id } = caller.apiKey;
  const bytes = createHash('sha256')
    .update(`${what}\n${workspaceId}\n${id}\n${caller.idempotencyKey}`)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The certificate a call changes, whatever its version. A call with an idempotency key is named, so that a repeat finds what it
 * has made; without one there is no repeat.
 */
export function changeTarget(caller: CallerOfId, certificateId: string, now: Date) {
  const callId = caller.idempotencyKey === null ? null : idFor('change', caller, now);
  return { workspaceId: caller.apiKey.workspaceId, certificateId, version: null, callId } as const;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A redemption takes a UUID as it is, so that the booking site knows the id before it has an answer. */
export function redemptionIdFor(caller: CallerOfId, now: Date): string {
  const key = caller.idempotencyKey;
  return key !== null && UUID.test(key) ? key.toLowerCase() : idFor('redemption', caller, now);
}
