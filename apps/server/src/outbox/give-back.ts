import { completeRefund } from '@boon/core';
import { readState, type State } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import { JobRefused } from './job-refused.ts';

/**
 * Gives the money of a voided certificate back, once: the provider's key is made from the payment, and what is done is
 * written down once, when it is. Gives the id of a refund that is still under way, to be called with again.
 * @throws JobRefused when the provider will not, GatewayError when it cannot right now
 */
export async function giveBack(
  services: Services,
  refunding: { workspaceId: string; certificateId: string; paymentId: string; refundId?: string | undefined },
): Promise<string | null> {
  const { workspaceId, certificateId, paymentId, refundId } = refunding;
  const read = () => readState(services.database, workspaceId, { certificateId, paymentId });
  const { certificate, payment } = await read();
  if (!certificate || !payment?.reference) throw new JobRefused('there is no payment to give back');
  const { payments } = services;
  const refund = refundId
    ? await payments.readRefund(refundId)
    : await payments.refund({
        paymentReference: payment.reference,
        ...payment.amount,
        idempotencyKey: `boon-refund-${payment.id}`,
      });
  // Money that may still come back has not left the books.
  if (refund.status === 'pending') return refund.refundId;
  if (refund.status === 'failed') throw new JobRefused('the provider could not give the money back');
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
