import {
  type Actor,
  createCertificate,
  DomainError,
  decision,
  type GiftInput,
  holdsControlCharacters,
  isFree,
  mailsWithCode,
  type PaymentMethod,
  refuse,
  rejectFields,
  type StoredCertificate,
  statusAt,
  voidAndRefund,
  voidCertificate,
} from '@boon/core';
import { findSegment, listCertificateTypes, readState, readWorkspace, recordDecision } from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import { GatewayError } from '../gateways/gateway-error.ts';
import { hasFailed, settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { changeCertificate, type Decide, readTarget, type Target } from './change-certificate.ts';
import { assertSale, holdsGift, recordNewCertificate } from './gift-facts.ts';

export type NewGift = {
  readonly id: string;
  readonly origin: 'admin' | 'api';
  readonly kind: 'purchased' | 'complimentary' | 'compensation';
  readonly payment: {
    readonly method: Exclude<PaymentMethod, 'stripe'>;
    readonly reference: string | null;
  } | null;
  readonly segment: string | null;
  /** What is sold; any amount without. */
  readonly typeId?: string | null;
  readonly announce: 'send' | 'silent';
  /** Named by a booking site, so that an amount is never taken for another currency's. */
  readonly currency?: string;
  readonly gift: GiftInput;
};

/** What the business gives away is no sale, and may be less than the least it sells; the most holds, against slips. */
const AS_LITTLE_AS = { amountMinMinor: 1 };

/** Creates a certificate by hand or by the booking site's server. Repeating the same id changes nothing. @throws DomainError */
export async function issueCertificate(
  services: Services,
  workspaceId: string,
  request: NewGift,
  actor: Actor,
): Promise<StoredCertificate> {
  // First of all: what it was allowed by may have changed since, and whoever repeats has to learn that it exists.
  const known = await findIssued(services, workspaceId, request);
  if (known) return known;
  const workspace = await readWorkspace(services.database, workspaceId);
  const { currency = workspace.currency } = request;
  if (currency !== workspace.currency) {
    throw new DomainError(
      refuse('currency_mismatch', `Certificates of ${workspace.name} are sold in ${workspace.currency}.`, {
        currency,
        workspaceCurrency: workspace.currency,
      }),
    );
  }
  const segment = await findSegment(services.database, workspaceId, request.segment);
  if (!segment) rejectFields({ segment: 'There is no such segment.' });
  const now = services.clock.now();
  const isGivenAway = request.origin === 'admin' && isFree(request.kind);
  const sale = {
    workspace: isGivenAway ? { ...workspace, ...AS_LITTLE_AS } : workspace,
    segment,
    types: await listCertificateTypes(services.database, workspaceId),
    typeId: request.typeId ?? null,
    proof: request.origin === 'api' ? ({ kind: 'api_key' } as const) : ({ kind: 'staff' } as const),
  };
  const sold = assertSale(sale, request.gift, now);
  if (holdsControlCharacters(request.payment?.reference ?? '')) {
    rejectFields({ 'payment.reference': 'Remove the control characters.' });
  }
  if (isFree(request.kind) && request.payment !== null) {
    const problem = 'A certificate that is given for free has no payment.';
    throw new DomainError(refuse('validation_failed', problem, { fields: { payment: problem } }));
  }
  await recordNewCertificate(services, workspace, { ...request, sold }, now, (facts) =>
    createCertificate(facts, workspace, actor, request.announce, now),
  );
  const issued = await findIssued(services, workspaceId, request);
  if (!issued) throw notFound('certificate');
  return issued;
}

/**
 * What the same call has issued already, if it came before. @throws DomainError idempotency_mismatch when a certificate with
 * this id is another one
 */
async function findIssued(
  services: Services,
  workspaceId: string,
  request: NewGift,
): Promise<StoredCertificate | null> {
  const { certificate } = await readState(services.database, workspaceId, { certificateId: request.id });
  if (!certificate || isOf(certificate, request)) return certificate;
  throw new DomainError(
    refuse('idempotency_mismatch', 'A certificate with this id exists and is another one.'),
  );
}

function isOf(certificate: StoredCertificate, { origin, kind, gift }: NewGift): boolean {
  const isSameSale = certificate.amount.amountMinor === gift.amountMinor && certificate.kind === kind;
  // A booking site's call is held to its words by its idempotency key, and staff may have corrected the address since.
  if (origin === 'api') return isSameSale;
  return isSameSale && holdsGift(certificate, gift);
}

/** @throws DomainError not_found, also for a certificate of another workspace */
export async function readCertificate(
  services: Services,
  workspaceId: string,
  certificateId: string,
): Promise<StoredCertificate> {
  const { certificate } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw notFound('certificate');
  return certificate;
}

export type VoidRequest = Target & {
  readonly reason: string;
  /** `refund` gives the money back in the same step; only what the payment provider took can be. */
  readonly money?: 'keep' | 'refund';
};

/**
 * Cancels a certificate for a reason. @throws DomainError stale when someone changed it meanwhile or its payment is on its
 * way, certificate_active when it was paid meanwhile, payment_unavailable when its open payment page cannot be closed, or as
 * the status forbids it
 */
export async function voidCertificateById(
  services: Services,
  request: VoidRequest,
  actor: Actor,
): Promise<StoredCertificate> {
  const command = request.money === 'refund' ? voidAndRefund : voidCertificate;
  const decide: Decide = (certificate, payment, now) =>
    command(certificate, payment, request.reason, actor, now);
  await endOpenPayment(services, request, decide);
  return changeCertificate(services, request, decide);
}

// The payment page dies first, so that nobody pays for what is about to be voided; who paid already has a certificate.
// A voiding that will be refused ends nobody's payment.
async function endOpenPayment(services: Services, target: Target, decide: Decide): Promise<void> {
  const { workspaceId, certificateId } = target;
  const { certificate, payment, now } = await readTarget(services, target);
  if (certificate === null || payment?.status !== 'open' || payment.checkoutId === null) return;
  const outcome = decide(certificate, payment, services.clock.from(now));
  if (outcome.type === 'refusal') throw new DomainError(outcome);
  const { checkout, isOnItsWay } = await endCheckout(services, payment.checkoutId);
  if (checkout.paid) {
    await settlePayment(services, { workspaceId, certificateId, paymentId: payment.id });
    // Whatever version the caller saw, it was not the one that is paid for. Not `stale`, which asks to be repeated.
    throw new DomainError(
      refuse(
        'certificate_active',
        'The customer has paid meanwhile, and the certificate is active now. Look at it again.',
      ),
    );
  }
  // Voided now, the money would arrive for nothing, and nobody would look for it.
  if (isOnItsWay) {
    throw new DomainError(
      refuse(
        'stale',
        'The customer has paid meanwhile, by a way that takes days, such as a bank debit. Nothing was changed; the certificate can be voided once the money has arrived, and is voided by itself if it never does.',
      ),
    );
  }
}

async function endCheckout(services: Services, checkoutId: string) {
  try {
    const checkout = await services.payments.expireCheckout(checkoutId);
    const isWaiting = checkout.status === 'complete' && !checkout.paid;
    return { checkout, isOnItsWay: isWaiting && !(await hasFailed(services, checkout)) };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind === 'refused') throw error;
    throw new DomainError(
      refuse(
        'payment_unavailable',
        'The payment provider cannot be reached, so the open payment page cannot be closed. Nothing was changed; try again in a moment.',
      ),
    );
  }
}

/** Shows the code to a member of staff, and writes down who saw it before it is shown. @throws DomainError not_found */
export async function revealCode(
  services: Services,
  workspaceId: string,
  certificateId: string,
  actor: Actor,
): Promise<string> {
  const certificate = await readCertificate(services, workspaceId, certificateId);
  await logReveal(services, certificate, actor);
  return services.codes.open(certificate.code, workspaceId, certificateId).formatted();
}

/**
 * Sends the gift, or the receipt of one that is printed, once more; the same `callId` again sends nothing more. A gift that
 * was planned for a later day has then gone out.
 * @throws DomainError stale when somebody changed it since the caller looked, or when it is not redeemable
 */
export async function resendCertificate(services: Services, target: Target, actor: Actor): Promise<void> {
  const { workspaceId, callId } = target;
  const { certificate } = await readTarget(services, target);
  if (!certificate) throw notFound('certificate');
  const now = services.clock.now();
  const status = statusAt(certificate, now);
  if (status !== 'active') {
    throw new DomainError(
      refuse(`certificate_${status}`, `This certificate is ${status}; only an active one is sent.`),
    );
  }
  const messages = mailsWithCode(certificate, actor, now).map((message) =>
    callId ? { ...message, dedupeKey: `send:${callId}` } : message,
  );
  await recordDecision(services.database, decision(workspaceId, { messages }));
}

/** Writes down who is about to see the code. */
export async function logReveal(
  services: Services,
  certificate: StoredCertificate,
  actor: Actor,
): Promise<void> {
  const { id: certificateId, workspaceId } = certificate;
  const seen = {
    certificateId,
    type: 'code_revealed',
    at: services.clock.now(),
    actor,
    details: {},
  } as const;
  await recordDecision(services.database, decision(workspaceId, { activities: [seen] }));
}
