import { DomainError, expire, SYSTEM } from '@boon/core';
import {
  type DueRow,
  findDueCertificates,
  findDueOrders,
  forgetOldAnswers,
  readState,
  type State,
} from '@boon/db';
import { decideAndRecord, notFound } from '../decisions/decide-and-record.ts';
import { cancelOrderById } from '../orders/change-order.ts';
import type { Services } from '../services.ts';

const BATCH = 200;

/** Writes down what the clock has decided already, certificates past their day and open orders past their time, and drops old answers. */
export async function bookDue(services: Services): Promise<{ expired: number; cancelled: number }> {
  const now = services.clock.now();
  const certificates = await findDueCertificates(services.database, now, BATCH);
  const expired = await each(certificates, (row) => expireOne(services, row));
  const orders = await findDueOrders(services.database, now, BATCH);
  const cancelled = await each(orders, ({ workspaceId, id }) =>
    cancelOrderById(services, { workspaceId, orderId: id }, SYSTEM),
  );
  await forgetOldAnswers(services.database, BATCH);
  return { expired, cancelled };
}

// Somebody may have been faster, in this process or another: a refusal here means that there is nothing left to do.
async function each(rows: readonly DueRow[], book: (row: DueRow) => Promise<unknown>): Promise<number> {
  let booked = 0;
  for (const row of rows) {
    try {
      await book(row);
      booked += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
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
