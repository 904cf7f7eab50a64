import { DomainError, expire } from '@boon/core';
import {
  type DueRow,
  findDueCertificates,
  findDueOrders,
  forgetOldAnswers,
  forgetOldGuesses,
  readState,
  type State,
} from '@boon/db';
import { decideAndRecord, notFound } from '../decisions/decide-and-record.ts';
import { cancelAbandonedOrder } from '../orders/change-order.ts';
import type { Services } from '../services.ts';

export const BOOKING_BATCH = 200;
/** A look goes past rows that cannot be booked, but not past so many that it lasts longer than its lease. */
const TRIED_MAX = 5 * BOOKING_BATCH;

export type Booked = {
  readonly expired: number;
  readonly cancelled: number;
  /** The look ended before the rows did, and moved something: there may be more to do at once. */
  readonly isMore: boolean;
};

/**
 * Writes down what the clock has decided already, certificates past their day and open orders past their time, a batch
 * of each, and drops old answers and old counts of wrong codes. A row that cannot be booked is told in the log at each look.
 */
export async function bookDue(services: Services, since: Date | null): Promise<Booked> {
  const { database, clock } = services;
  const until = clock.now();
  const certificates = await bookBatch(
    services,
    (after, limit) => findDueCertificates(database, { since, until, after }, limit),
    (row) => expireOne(services, row),
  );
  const orders = await bookBatch(
    services,
    (after, limit) => findDueOrders(database, { since, until, after }, limit),
    ({ workspaceId, id }) => cancelAbandonedOrder(services, { workspaceId, orderId: id }),
  );
  await forgetOldAnswers(database, BOOKING_BATCH);
  await forgetOldGuesses(database, BOOKING_BATCH);
  return {
    expired: certificates.booked,
    cancelled: orders.booked,
    isMore: certificates.isMore || orders.isMore,
  };
}

// Rows that cannot be booked stay at the head of every look: each goes on behind them until it has booked a batch.
async function bookBatch(
  services: Services,
  find: (after: DueRow | null, limit: number) => Promise<DueRow[]>,
  book: (row: DueRow) => Promise<unknown>,
): Promise<{ readonly booked: number; readonly isMore: boolean }> {
  let booked = 0;
  let after: DueRow | null = null;
  for (let tried = 0; booked < BOOKING_BATCH && tried < TRIED_MAX; ) {
    const limit = BOOKING_BATCH - booked;
    const rows: DueRow[] = await find(after, limit);
    booked += await each(services, rows, book);
    if (rows.length < limit) return { booked, isMore: false };
    tried += rows.length;
    after = rows.at(-1) ?? null;
  }
  return { booked, isMore: booked > 0 };
}

// Somebody may have been faster, in this process or another: a refusal here means that there is nothing left to do. One
// row that cannot be booked must not hold up the others behind it.
async function each(
  services: Services,
  rows: readonly DueRow[],
  book: (row: DueRow) => Promise<unknown>,
): Promise<number> {
  let booked = 0;
  for (const row of rows) {
    try {
      await book(row);
      booked += 1;
    } catch (error) {
      if (error instanceof DomainError) continue;
      services.log.error('outbox.booking_failed', error, { id: row.id });
    }
  }
  return booked;
}

async function expireOne(services: Services, { workspaceId, id }: DueRow): Promise<void> {
  await decideAndRecord<State>(
    services,
    () => readState(services.database, workspaceId, { certificateId: id }),
    ({ certificate, now }) => {
      if (!certificate) throw notFound('certificate');
      return expire(certificate, services.clock.from(now));
    },
  );
}
