import {
  cancelOrder,
  completeOrder,
  type Decision,
  decision,
  type Order,
  openOrder,
  type Refusal,
  redeem,
  type StoredOrder,
} from '@boon/core';
import { readState, recordDecision, type State } from '@boon/db';
import { decideAndRecord, type Settled } from '../decisions/decide-and-record.ts';
import { asLeftBy, inOneStatement, mustHold } from './one-statement.ts';
import type { PlannedBooking } from './plan-bookings.ts';
import type { Teller } from './teller.ts';

/** Bookings on their way at the same time: enough to share the disk's waits, few beside the pool. */
const LANES = 8;
const ALREADY_TOLD: Settled<null> = { type: 'settled', value: null };

/** The bookings with what certificates paid of them; the last one only when all the others are written. */
export async function tellBookings(teller: Teller, planned: readonly PlannedBooking[]): Promise<void> {
  const queue = each(planned.slice(0, -1));
  const lane = async () => {
    for (const booking of queue) await tellBooking(teller, booking);
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  for (const last of planned.slice(-1)) await tellBooking(teller, last);
}

// One generator for all lanes: leaving its loop by an exception ends it for the others too, after what they have begun.
function* each<Item>(items: readonly Item[]): Generator<Item, void, undefined> {
  yield* items;
}

/**
 * Opened in one statement, paid with certificates and closed in another. A stale opening was written before; a refusal
 * means that somebody went on with what an interrupted seeding had left, and their story counts.
 */
async function tellBooking(teller: Teller, booking: PlannedBooking): Promise<void> {
  await recordDecision(teller.database, openOrder(openedOf(teller, booking)));
  if (booking.redemptions.length === 0) return;
  await decideAndRecord<State[], null>(
    teller,
    () => readKnown(teller, booking),
    (known) => {
      if (known.some(({ redemption }) => redemption !== null)) return ALREADY_TOLD;
      const outcome = useOf(teller, booking, known);
      return outcome.type === 'refusal' ? ALREADY_TOLD : outcome;
    },
  );
}

/** What is known of each of the booking's redemptions. */
async function readKnown(
  { database, workspace }: Teller,
  { id: orderId, redemptions }: PlannedBooking,
): Promise<State[]> {
  return Promise.all(
    redemptions.map(({ id: redemptionId, certificateId }) =>
      readState(database, workspace.id, { orderId, certificateId, redemptionId }),
    ),
  );
}

function useOf(teller: Teller, booking: PlannedBooking, known: readonly State[]): Decision | Refusal {
  let told = decision(teller.workspace.id, {});
  for (const [index, { id, at }] of booking.redemptions.entries()) {
    const { certificate, order } = known[index] ?? {};
    if (!certificate || !order) throw new Error(`${booking.reference} or a certificate of it does not exist`);
    const outcome = redeem(certificate, orderAfter(told, order), id, redeemerOf(teller, booking), at);
    if (outcome.type === 'refusal') return outcome;
    told = inOneStatement(told, outcome);
  }
  const { closing } = booking;
  return closing === null ? told : inOneStatement(told, closingOf(teller, booking, closing, told));
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

function redeemerOf({ bookingSite }: Teller, { redeemedBy }: PlannedBooking) {
  return redeemedBy === 'widget' ? ({ kind: 'widget', id: null, name: null } as const) : bookingSite;
}

function closingOf(
  { bookingSite }: Teller,
  booking: PlannedBooking,
  { status, at }: NonNullable<PlannedBooking['closing']>,
  told: Decision,
): Decision {
  const order = orderAfter(told, null);
  if (status === 'completed') return mustHold(completeOrder(order, at));
  const live = booking.redemptions.map(({ id, certificateId }) => ({
    id,
    certificate: asLeftBy(told, certificateId),
  }));
  return mustHold(cancelOrder(order, live, bookingSite, at));
}

/** The order as a decision leaves it, or as it was read before there is one. */
function orderAfter({ order }: Decision, read: StoredOrder | null): StoredOrder {
  if (order) return { ...order.row, version: order.expectedVersion ?? 0 };
  if (!read) throw new Error('the decision does not tell of an order');
  return read;
}
