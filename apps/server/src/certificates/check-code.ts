import {
  DomainError,
  type GuessSubjects,
  type Money,
  type Refusal,
  readCode,
  refusalForStatus,
  refusalToRedeem,
  refuse,
  refuseClosed,
  statusAt,
} from '@boon/core';
import { readState, type State, type Wanted } from '@boon/db';
import { type LookedUp, lookedUp, lookUpCode } from '../guessing/look-up-code.ts';
import { holdUniformAnswer } from '../guessing/uniform-answer.ts';
import { giveBackAbandoned } from '../orders/give-back-abandoned.ts';
import type { Services } from '../services.ts';
import { CODE_NOT_FOUND } from './redeem-certificate.ts';

export type CodeAnswer =
  | {
      readonly redeemable: true;
      readonly amount: Money;
      readonly validThrough: string | null;
      readonly certificateId: string;
      readonly codeLast4: string;
    }
  | { readonly redeemable: false; readonly refusal: Refusal };

export type CheckRequest = {
  readonly workspaceId: string;
  /** As typed. */
  readonly code: string;
  readonly orderId: string | null;
  /** Who is charged for a wrong code. */
  readonly guesser: GuessSubjects;
  /** What the caller was identified with, when that read what `wantedToCheck` says. */
  readonly readAhead?: LookedUp;
};

/** What a check is answered from. */
export function wantedToCheck(orderId: string | null, lookups: readonly Uint8Array[]): Wanted {
  return { lookups, ...(orderId === null ? {} : { orderId }) };
}

/**
 * What the six checks would say of a code, for the booking site's server. An expected answer, so never an error.
 * @throws DomainError rate_limited, when the code was not even looked up
 */
export async function checkCode(services: Services, request: CheckRequest): Promise<CodeAnswer> {
  const parsed = readCode(request.code);
  if (!parsed.ok) return no(parsed.refusal);
  const { workspaceId, orderId, guesser, readAhead } = request;
  const wanted = () => wantedToCheck(orderId, services.codes.lookups(parsed.code, workspaceId));
  const found = readAhead ? lookedUp(readAhead) : await lookUpCode(services, workspaceId, wanted(), guesser);
  const answer = answerOf(found, orderId, services.clock.from(found.now));
  const isUsed = !answer.redeemable && answer.refusal.code === 'certificate_redeemed';
  if (!isUsed || !(await giveBackAbandoned(services, found.certificate))) return answer;
  const again = await readState(services.database, workspaceId, wanted());
  return answerOf(again, orderId, services.clock.from(again.now));
}

function answerOf(
  { certificate, order }: Pick<State, 'certificate' | 'order'>,
  orderId: string | null,
  now: Date,
): CodeAnswer {
  if (orderId !== null && order === null) return no(refuse('not_found', 'There is no such order.'));
  const closed = order && refuseClosed(order, now);
  if (closed) return no(closed);
  if (certificate === null) return no(CODE_NOT_FOUND);
  const status = statusAt(certificate, now);
  const refusal = order
    ? refusalToRedeem(certificate, order, now)
    : status === 'active'
      ? null
      : refusalForStatus(status);
  if (refusal) return no(refusal);
  const validThrough =
    'validity' in certificate.state ? (certificate.state.validity?.validThrough ?? null) : null;
  return {
    redeemable: true,
    amount: certificate.amount,
    validThrough,
    certificateId: certificate.id,
    codeLast4: certificate.code.last4,
  };
}

export type PublicAnswer = {
  readonly status: 'active' | 'redeemed' | 'expired';
  readonly amount: Money;
  readonly validThrough: string | null;
  readonly codeLast4: string;
};

/** What a holder may see of a code on the check page. Unknown, unpaid and voided codes get one and the same answer. */
export async function checkCodePublicly(
  services: Services,
  request: { workspaceId: string; code: string; guesser: GuessSubjects },
): Promise<PublicAnswer> {
  const startedAt = performance.now();
  const parsed = readCode(request.code);
  if (!parsed.ok) throw new DomainError(parsed.refusal);
  const { certificate, now } = await lookUpCode(
    services,
    request.workspaceId,
    wantedToCheck(null, services.codes.lookups(parsed.code, request.workspaceId)),
    request.guesser,
  );
  const status = certificate && statusAt(certificate, services.clock.from(now));
  if (certificate === null || status === null || status === 'pending' || status === 'voided') {
    await holdUniformAnswer(startedAt);
    throw new DomainError(CODE_NOT_FOUND);
  }
  const validThrough =
    'validity' in certificate.state ? (certificate.state.validity?.validThrough ?? null) : null;
  return { status, amount: certificate.amount, validThrough, codeLast4: certificate.code.last4 };
}

function no(refusal: Refusal): CodeAnswer {
  return { redeemable: false, refusal };
}
