import { isOpenAt, type StoredCertificate } from '@boon/core';
import { readState } from '@boon/db';
import type { Services } from '../services.ts';
import { cancelAbandonedOrder } from './change-order.ts';

/**
 * For a certificate that is used already: whether the order that holds it was past its time, and has given it back now. The
 * job does that too, up to a minute later; whoever starts their booking anew must not wait for it.
 */
export async function giveBackAbandoned(
  services: Services,
  certificate: StoredCertificate | null,
): Promise<boolean> {
  if (certificate?.state.status !== 'redeemed') return false;
  const { workspaceId, state } = certificate;
  const { order, now } = await readState(services.database, workspaceId, { orderId: state.orderId });
  if (order?.status !== 'open' || isOpenAt(order, services.clock.from(now))) return false;
  await cancelAbandonedOrder(services, { workspaceId, orderId: order.id });
  return true;
}
