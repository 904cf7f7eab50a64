import {
  cancelOrder,
  completeOrder,
  type LiveRedemption,
  type Order,
  type Outcome,
  openOrder,
  redeem,
} from '@boon/core';
import type { State } from '@boon/db';
import type { PlannedBooking } from './plan-bookings.ts';
import { inLanes, type Teller, tell } from './teller.ts';

/** The bookings with what certificates paid of them; the last one only when all the others are written. */
export async function tellBookings(teller: Teller, planned: readonly PlannedBooking[]): Promise<void> {
  await inLanes(planned.slice(0, -1), (booking) => tellBooking(teller, booking));
  await inLanes(planned.slice(-1), (booking) => tellBooking(teller, booking));
}

async function tellBooking(teller: Teller, booking: PlannedBooking): Promise<void> {
  const orderId = booking.id;
  await tell(teller, { orderId }, ({ order }) =>
    order === null ? openOrder(openedOf(teller, booking)) : null,
  );
  for (const redemption of booking.redemptions) {
    const { id: redemptionId, certificateId } = redemption;
    await tell(teller, { orderId, certificateId, redemptionId }, redeemOnce(teller, booking, redemption));
  }
  const { closing } = booking;
  if (closing === null) return;
  await tell(teller, { orderId, include: ['redemptions', 'live_certificates'] }, (state) => {
    if (state.order === null) return null;
    return closing.status === 'completed'
      ? completeOrder(state.order, closing.at)
      : cancelOrder(state.order, liveRedemptionsOf(state), teller.bookingSite, closing.at);
  });
}

function openedOf({ workspace }: Teller, { id, reference, totalMinor, customer, createdAt }: PlannedBooking) {
  return {
    id,
    workspaceId: workspace.id,
    reference,
    status: 'open',
    total: { amountMinor: totalMinor, currency: workspace.currency },
    appliedMinor: 0,
    customerName: customer.name,
    customerEmail: customer.email,
    expiresAt: null,
    createdAt,
    closedAt: null,
  } satisfies Order;
}

function redeemOnce(
  { bookingSite }: Teller,
  { redeemedBy }: PlannedBooking,
  { id, at }: PlannedBooking['redemptions'][number],
) {
  const actor = redeemedBy === 'widget' ? ({ kind: 'widget', id: null, name: null } as const) : bookingSite;
  return ({ certificate, order, redemption }: State): Outcome | null =>
    certificate === null || order === null || redemption !== null
      ? null
      : redeem(certificate, order, id, actor, at);
}

function liveRedemptionsOf({ lines, liveCertificates }: State): LiveRedemption[] {
  return lines.flatMap(({ id, certificateId, reversedAt }) => {
    const certificate = liveCertificates.find((live) => live.id === certificateId);
    return reversedAt === null && certificate ? [{ id, certificate }] : [];
  });
}
