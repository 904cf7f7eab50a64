import { completeRefund } from '@boon/core';
import { readState, type State } from '@boon/db';
import { decideAndRecord, notFound, type Settled } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import { JobRefused } from './job-refused.ts';

/**
 * Gives the money of a voided certificate back, once: the provider's key is made from the payment, and what is done is
 * written down once. @throws JobRefused when the provider will not, GatewayError when it cannot right now
 */
export async function giveBack(
  services: Services,
  ids: { workspaceId: string; certificateId: string; paymentId: string },
): Promise<void> {
  const { workspaceId, certificateId, paymentId } = ids;
  const read = () => readState(services.database, workspaceId, { certificateId, paymentId });
  const { certificate, payment } = await read();
  if (!certificate || !payment?.reference) throw new JobRefused('there is no payment to give back');
  const refund = await services.payments.refund({
    paymentReference: payment.reference,
    ...payment.amount,
    idempotencyKey: `boon-refund-${payment.id}`,
  });
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
}
