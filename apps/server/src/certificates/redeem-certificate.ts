import {
  type Actor,
  DomainError,
  type GuessSubjects,
  guessBuckets,
  isHiddenFromStrangers,
  type Refusal,
  type RefusalCode,
  readCode,
  redeem,
  refuse,
  refuseClosed,
  reverse,
} from '@boon/core';
import { type KeptAnswer, type RedemptionAtOnce, readState, type State, type Wanted } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import { type LookedUp, lookedUp, lookUpOrRedeem } from '../guessing/look-up-code.ts';
import { holdUniformAnswer } from '../guessing/uniform-answer.ts';
import { giveBackAbandoned } from '../orders/give-back-abandoned.ts';
import { type OrderView, viewAfter, viewOf, viewOrder } from '../orders/order-view.ts';
import { originRefused } from '../origins/refused-origin.ts';
import type { Services } from '../services.ts';

/** Who asks decides what an answer may tell: the booking site's server everything, a stranger at a widget nothing. */
export type Disclosure = 'exact' | 'uniform';

export type RedeemRequest = {
  readonly workspaceId: string;
  readonly orderId: string;
  /** As typed. */
  readonly code: string;
  /** The caller's: the same id again is the same redemption. */
  readonly redemptionId: string;
  readonly actor: Actor;
  readonly disclosure: Disclosure;
  /** Who is charged for a wrong code, besides the order. */
  readonly guesser: GuessSubjects;
  /** Where a widget says it is shown; absent for a server. */
  readonly origin?: string;
  /** What the caller was identified with, when that read what `wantedToRedeem` says. */
  readonly readAhead?: LookedUp;
  /** Keeps the caller's answer in the statement that redeems. */
  readonly keeper?: RedemptionKeeper | null;
};

export type RedemptionKeeper = {
  answerFor(view: OrderView): KeptAnswer;
  onKept(): void;
};

/** What a redemption is decided from. */
export function wantedToRedeem(
  request: Pick<RedeemRequest, 'orderId' | 'redemptionId' | 'origin'>,
  lookups: readonly Uint8Array[],
): Wanted {
  const { orderId, redemptionId, origin } = request;
  return {
    lookups,
    orderId,
    redemptionId,
    include: ['redemptions'],
    ...(origin === undefined ? {} : { origin }),
  };
}

export const CODE_NOT_FOUND: Refusal = refuse(
  'code_not_found',
  'This code is not known here. Check it and try again.',
);

/** Told to strangers whatever the code is, after the same time: counting a wrong one takes a moment. */
const UNIFORM: readonly RefusalCode[] = ['code_not_found', 'order_closed', 'idempotency_mismatch'];

/**
 * How a redemption that nothing speaks against is made in the statement that looks its code up. The database decides by its
 * own clock, so undefined where ours is moved; `fingerprint` as in `RedemptionAtOnce`.
 */
export function redeemingAtOnce(
  { clock }: Pick<Services, 'clock'>,
  actorKind: RedemptionAtOnce['actorKind'],
  fingerprint: RedemptionAtOnce['fingerprint'],
): { readonly redemption?: RedemptionAtOnce } {
  return clock.isMoved() ? {} : { redemption: { actorKind, fingerprint } };
}

/**
 * Applies a certificate in full to an open order: in one statement when nothing speaks against it, else in two, one read and
 * one guarded write.
 * @throws DomainError, rate_limited among others, when the code was not even looked up
 */
export async function redeemCertificate(services: Services, request: RedeemRequest): Promise<OrderView> {
  const startedAt = performance.now();
  const { workspaceId, orderId, redemptionId, disclosure } = request;
  const parsed = readCode(request.code);
  if (!parsed.ok) throw new DomainError(parsed.refusal);
  const wanted = () => wantedToRedeem(request, services.codes.lookups(parsed.code, workspaceId));
  const found = request.readAhead
    ? lookedUp(request.readAhead)
    : await lookUpOrRedeem(services, {
        workspaceId,
        wanted: wanted(),
        buckets: guessBuckets({ orderId, ...request.guesser }),
        // Which key a caller's server has is known to the statement only where it was read ahead.
        ...(request.actor.kind === 'widget' ? redeemingAtOnce(services, 'widget', null) : {}),
      });
  if ('redeemed' in found) return viewOrder(found.redeemed.order, found.redeemed.lines);
  // Once looked up, the code is no guess of a later round.
  let ahead: State | null = found;
  let used: State['certificate'] = null;
  const decide = () =>
    decideAndRecord<State, OrderView>(
      services,
      async () => {
        const state = ahead ?? (await readState(services.database, workspaceId, wanted()));
        ahead = null;
        return state;
      },
      (state) => {
        used = state.certificate;
        if (state.originAllowed === false) throw originRefused();
        if (state.order === null) throw notFound('order');
        const now = services.clock.from(state.now);
        if (state.redemption !== null) return repeated(state, now);
        // Before the code is looked at: on a closed order every code is answered alike.
        const closed = refuseClosed(state.order, now);
        if (closed) return closed;
        if (state.certificate === null) return CODE_NOT_FOUND;
        const outcome = redeem(state.certificate, state.order, redemptionId, request.actor, now);
        const { status } = state.certificate.state;
        const hides = outcome.type === 'refusal' && disclosure === 'uniform' && isHiddenFromStrangers(status);
        return hides ? CODE_NOT_FOUND : outcome;
      },
      (state, decision) => request.keeper?.answerFor(viewAfter(state, decision)) ?? null,
    );
  const result = await decide().catch(async (error: unknown) => {
    const isUsed = error instanceof DomainError && error.code === 'certificate_redeemed';
    if (isUsed && (await giveBackAbandoned(services, used))) return decide();
    const isUniform =
      disclosure === 'uniform' && error instanceof DomainError && UNIFORM.includes(error.code);
    if (isUniform) await holdUniformAnswer(startedAt);
    throw error;
  });
  if ('settled' in result) return result.settled;
  request.keeper?.onKept();
  return viewAfter(result.state, result.decision);
}

// The same redemption again is answered like the first time; the id on anything else is a mistake of the caller.
function repeated(state: State, now: Date): Refusal | Settled<OrderView> {
  const { redemption, certificate, order } = state;
  const same =
    redemption?.orderId === order?.id &&
    redemption?.certificateId === certificate?.id &&
    redemption?.reversedAt === null;
  if (!same) return refuse('idempotency_mismatch', 'This redemption id was used for something else.');
  return { type: 'settled', value: viewOf(state, now) };
}

/** Takes a certificate off an open order again. Repeating it changes nothing. @throws DomainError */
export async function reverseRedemption(
  services: Services,
  request: { workspaceId: string; orderId: string; redemptionId: string; actor: Actor; origin?: string },
): Promise<OrderView> {
  const { workspaceId, orderId, redemptionId, origin } = request;
  const result = await decideAndRecord<State, OrderView>(
    services,
    () =>
      readState(services.database, workspaceId, {
        orderId,
        redemptionId,
        include: ['redemptions'],
        ...(origin === undefined ? {} : { origin }),
      }),
    (state) => {
      if (state.originAllowed === false) throw originRefused();
      const { order, redemption, certificate } = state;
      if (order === null) throw notFound('order');
      if (redemption === null || redemption.orderId !== order.id || certificate === null)
        throw notFound('redemption');
      const now = services.clock.from(state.now);
      if (redemption.reversedAt !== null) return { type: 'settled', value: viewOf(state, now) };
      return reverse({ id: redemptionId, certificate }, order, request.actor, now);
    },
  );
  return 'settled' in result ? result.settled : viewAfter(result.state, result.decision);
}
