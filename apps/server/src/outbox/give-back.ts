import { completeRefund, noteRefundTrouble } from '@boon/core';
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
  readonly refundId?: string | undefined;
};

/**
 * Gives the money of a voided certificate back, once: the provider's key is made from the payment, and what is done is
 * written down once, when it is. Gives the id of a refund that is still under way, to be called with again.
 * @throws JobRefused when the provider will not, which staff find in the log, GatewayError when it cannot right now
 */
export async function giveBack(services: Services, refunding: Refunding): Promise<string | null> {
  const { workspaceId, certificateId, paymentId } = refunding;
  const read = () => readState(services.database, workspaceId, { certificateId, paymentId });
  const { certificate, payment } = await read();
  if (!certificate || !payment?.reference) throw new JobRefused('there is no payment to give back');
  const refund = await refundOf(services, payment, payment.reference, refunding.refundId).catch(
    (error: unknown) => {
      if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error;
      return giveUp(services, refunding, `the provider refuses to give the money back (${error.code})`);
    },
  );
  // Money that may still come back has not left the books.
  if (refund.status === 'pending') return refund.refundId;
  if (refund.status === 'failed')
    return giveUp(services, refunding, 'the provider could not give the money back');
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

// Staff would wait for this money for ever. Each start tries again, so the log is looked at before it is told once more.
async function giveUp(services: Services, refunding: Refunding, problem: string): Promise<never> {
  const { workspaceId, certificateId, paymentId } = refunding;
  const reason = `${problem}; see to it there`;
  const { certificate, now } = await readState(services.database, workspaceId, { certificateId });
  if (!certificate) throw notFound('certificate');
  const log = await readActivities(services.database, workspaceId, certificateId);
  const note = noteRefundTrouble(certificate, log, { paymentId, reason }, services.clock.from(now));
  if (note) await recordDecision(services.database, note);
  throw new JobRefused(reason);
}
