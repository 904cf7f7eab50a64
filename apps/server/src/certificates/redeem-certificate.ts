import {
  type Actor,
  DomainError,
  isHiddenFromStrangers,
  parseCode,
  type Refusal,
  redeem,
  refuse,
  reverse,
} from '@boon/core';
import { readState, type State } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import { type OrderView, viewAfter, viewOf } from '../orders/order-view.ts';
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
};

export const CODE_NOT_FOUND: Refusal = refuse(
  'code_not_found',
  'This code is not known here. Check it and try again.',
);

/** Applies a certificate in full to an open order. Two statements: one read, one guarded write. @throws DomainError */
export async function redeemCertificate(services: Services, request: RedeemRequest): Promise<OrderView> {
  const { workspaceId, orderId, redemptionId, disclosure } = request;
  const parsed = parseCode(request.code);
  if (!parsed.ok)
    throw new DomainError(
      refuse(
        'code_malformed',
        'This is not a code: a code has 12 letters and digits. Check it for a typing mistake.',
      ),
    );
  const lookups = services.codes.lookups(parsed.code, workspaceId);
  const result = await decideAndRecord<State, OrderView>(
    services,
    () =>
      readState(services.database, workspaceId, { lookups, orderId, redemptionId, include: ['redemptions'] }),
    (state) => {
      if (state.order === null) throw notFound('order');
      if (state.redemption !== null) return repeated(state);
      if (state.certificate === null) return CODE_NOT_FOUND;
      const now = services.clock.from(state.now);
      const outcome = redeem(state.certificate, state.order, redemptionId, request.actor, now);
      const hides = outcome.type === 'refusal' && disclosure === 'uniform' && isHidden(outcome, state);
      return hides ? CODE_NOT_FOUND : outcome;
    },
  );
  return 'settled' in result ? result.settled : viewAfter(result.state, result.decision);
}

function isHidden(refusal: Refusal, state: State): boolean {
  if (refusal.code === 'order_closed' || state.certificate === null) return false;
  return isHiddenFromStrangers(state.certificate.state.status);
}

// The same redemption again is answered like the first time; the id on anything else is a mistake of the caller.
function repeated(state: State): Refusal | Settled<OrderView> {
  const { redemption, certificate, order } = state;
  const same =
    redemption?.orderId === order?.id &&
    redemption?.certificateId === certificate?.id &&
    redemption?.reversedAt === null;
  if (!same) return refuse('idempotency_mismatch', 'This redemption id was used for something else.');
  return { type: 'settled', value: viewOf(state) };
}

/** Takes a certificate off an open order again. Repeating it changes nothing. @throws DomainError */
export async function reverseRedemption(
  services: Services,
  request: { workspaceId: string; orderId: string; redemptionId: string; actor: Actor },
): Promise<OrderView> {
  const { workspaceId, orderId, redemptionId } = request;
  const result = await decideAndRecord<State, OrderView>(
    services,
    () => readState(services.database, workspaceId, { orderId, redemptionId, include: ['redemptions'] }),
    (state) => {
      const { order, redemption, certificate } = state;
      if (order === null) throw notFound('order');
      if (redemption === null || redemption.orderId !== order.id || certificate === null)
        throw notFound('redemption');
      if (redemption.reversedAt !== null) return { type: 'settled', value: viewOf(state) };
      return reverse({ id: redemptionId, certificate }, order, request.actor, services.clock.from(state.now));
    },
  );
  return 'settled' in result ? result.settled : viewAfter(result.state, result.decision);
}
