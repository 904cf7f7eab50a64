import { DomainError, expire } from '@boon/core';
import {
  type DueRow,
  type DueWindow,
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

export type Booked = {
  readonly expired: number;
  readonly cancelled: number;
  /** A batch was full and moved something: there may be more to do at once. */
  readonly isMore: boolean;
};

/**
 * Writes down what the clock has decided already, certificates past their day and open orders past their time, a batch
 * of each, and drops old answers and old counts of wrong codes. A row that cannot be booked is told in the log at each look.
 */
export async function bookDue(services: Services, since: Date | null): Promise<Booked> {
  const window: DueWindow = { since, until: services.clock.now() };
  const certificates = await findDueCertificates(services.database, window, BOOKING_BATCH);
  const expired = await each(services, certificates, (row) => expireOne(services, row));
  const orders = await findDueOrders(services.database, window, BOOKING_BATCH);
  const cancelled = await each(services, orders, ({ workspaceId, id }) =>
    cancelAbandonedOrder(services, { workspaceId, orderId: id }),
  );
  await forgetOldAnswers(services.database, BOOKING_BATCH);
  await forgetOldGuesses(services.database, BOOKING_BATCH);
  const isFull = (rows: readonly DueRow[], booked: number) => rows.length === BOOKING_BATCH && booked > 0;
  return { expired, cancelled, isMore: isFull(certificates, expired) || isFull(orders, cancelled) };
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
