import { completeRefund, isRefundTrouble, noteRefundTrouble } from '@boon/core';
import { readActivities, readState, recordDecision, type State, type StoredPayment } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import { GatewayError, saysRefunded } from '../gateways/gateway-error.ts';
import type { Refund } from '../gateways/payments.ts';
import type { Services } from '../services.ts';
import { JobRefused } from './job-refused.ts';

type Refunding = {
  readonly workspaceId: string;
  readonly certificateId: string;
  readonly paymentId: string;
} & RefundProgress;

/** `refundId`: of a refund that was under way when it was last looked at. */
export type RefundProgress = { readonly refundId?: string | undefined };

/**
 * Gives the money of a voided certificate back, once: the provider's key is made from the payment, and what is done is
 * written down once, when it is. Null when all is done, else what to call with again later. What the provider will not do is
 * told in the log; a refund that staff then make there is found and written down.
 * @throws JobRefused when there is nothing to give back, GatewayError when the provider cannot right now
 */
export async function giveBack(services: Services, refunding: Refunding): Promise<RefundProgress | null> {
  const { workspaceId, certificateId, paymentId } = refunding;
  const read = () => readState(services.database, workspaceId, { certificateId, paymentId });
  const { certificate, payment } = await read();
  if (!certificate || !payment?.reference) throw new JobRefused('there is no payment to give back');
  const log = await readActivities(services.database, workspaceId, certificateId);
  const isLeftToStaff = log.some((fact) => isRefundTrouble(fact) && fact.details.paymentId === paymentId);
  const looking = isLeftToStaff
    ? findMade(services, payment, payment.reference)
    : refundOf(services, payment, payment.reference, refunding.refundId);
  const refund = await looking.catch((error: unknown) => {
    if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error;
    return { problem: `the provider refuses to give the money back (${error.code})` };
  });
  if (refund === null) return {};
  if ('problem' in refund) return leaveToStaff(services, refunding, refund.problem);
  // Money that may still come back has not left the books.
  if (refund.status === 'pending') return { refundId: refund.refundId };
  if (refund.status === 'failed')
    return leaveToStaff(services, refunding, 'the provider could not give the money back');
  await decideAndRecord<State, null>(
    services,
    read,
    (state): ReturnType<typeof completeRefund> | Settled<null> => {
      if (!state.certificate) throw notFound('certificate');
      const { state: current } = state.certificate;
      if (current.status === 'voided' && current.refund?.refundedAt) return { type: 'settled', value: null };
      return completeRefund(state.certificate, refund.refundId, services.clock.from(state.now));
    },
  );
  return null;
}

// Staff were told that the provider would not, and may have paid by other means since: no money is sent any more.
async function findMade(
  { payments }: Services,
  { amount }: StoredPayment,
  paymentReference: string,
): Promise<Refund | null> {
  const made = await payments.findRefund(paymentReference);
  // A part of it is not all of it.
  return made?.amountMinor === amount.amountMinor ? made : null;
}

async function refundOf(
  { payments }: Services,
  payment: StoredPayment,
  paymentReference: string,
  refundId: string | undefined,
): Promise<Refund> {
  if (refundId) return payments.readRefund(refundId);
  try {
    const idempotencyKey = `boon-refund-${payment.id}`;
    return await payments.refund({ paymentReference, ...payment.amount, idempotencyKey });
  } catch (error) {
    // Given back by hand at the provider, or by a call of ours so long ago that its key is forgotten there.
    const made = saysRefunded(error) ? await payments.findRefund(paymentReference) : null;
    if (!made) throw error;
    return made;
  }
}

// Staff would wait for this money for ever. A look that is repeated tells nothing twice.
async function leaveToStaff(
  services: Services,
  refunding: Refunding,
  problem: string,
): Promise<RefundProgress> {
  const { workspaceId, certificateId, paymentId } = refunding;
  const reason = `${problem}; see to it there`;
  const { certificate, now } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw notFound('certificate');
  const log = await readActivities(services.database, workspaceId, certificateId);
  const note = noteRefundTrouble(certificate, log, { paymentId, reason }, services.clock.from(now));
  if (note) await recordDecision(services.database, note);
  return {};
}
