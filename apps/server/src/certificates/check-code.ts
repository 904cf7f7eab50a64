import {
  DomainError,
  type Money,
  parseCode,
  type Refusal,
  refusalForStatus,
  refusalToRedeem,
  refuse,
  statusAt,
} from '@boon/core';
import { readState } from '@boon/db';
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

/** What the six checks would say of a code, for the booking site's server. An expected answer, so never an error. */
export async function checkCode(
  services: Services,
  request: { workspaceId: string; code: string; orderId: string | null },
): Promise<CodeAnswer> {
  const parsed = parseCode(request.code);
  if (!parsed.ok)
    return no(refuse('code_malformed', 'This is not a code: a code has 12 letters and digits.'));
  const state = await readState(services.database, request.workspaceId, {
    lookups: services.codes.lookups(parsed.code, request.workspaceId),
    ...(request.orderId === null ? {} : { orderId: request.orderId }),
  });
  const { certificate, order } = state;
  if (request.orderId !== null && order === null) return no(refuse('not_found', 'There is no such order.'));
  if (certificate === null) return no(CODE_NOT_FOUND);
  const now = services.clock.from(state.now);
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
  request: { workspaceId: string; code: string },
): Promise<PublicAnswer> {
  const parsed = parseCode(request.code);
  if (!parsed.ok) {
    throw new DomainError(
      refuse(
        'code_malformed',
        'This is not a code: a code has 12 letters and digits. Check it for a typing mistake.',
      ),
    );
  }
  const { certificate, now } = await readState(services.database, request.workspaceId, {
    lookups: services.codes.lookups(parsed.code, request.workspaceId),
  });
  if (certificate === null) throw new DomainError(CODE_NOT_FOUND);
  const status = statusAt(certificate, services.clock.from(now));
  if (status === 'pending' || status === 'voided') throw new DomainError(CODE_NOT_FOUND);
  const validThrough =
    'validity' in certificate.state ? (certificate.state.validity?.validThrough ?? null) : null;
  return { status, amount: certificate.amount, validThrough, codeLast4: certificate.code.last4 };
}

function no(refusal: Refusal): CodeAnswer {
  return { redeemable: false, refusal };
}
