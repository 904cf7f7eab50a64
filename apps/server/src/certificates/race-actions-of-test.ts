import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { validityFor } from '@boon/core';
import { readState } from '@boon/db';
import { cancelOrderById, changeOrderTotal, completeOrderById } from '../orders/change-order.ts';
import { readOrder } from '../orders/order-view.ts';
import { bookDue } from '../outbox/book-due.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import {
  extendCertificate,
  markPaid,
  reactivateCertificate,
  reissueCertificate,
} from './change-certificate.ts';
import { purchaseCertificate } from './purchase-certificate.ts';
import { MARA, newGift, RACED_AT, type Shop, SITE } from './race-runner-of-test.ts';
import { redeemCertificate, reverseRedemption } from './redeem-certificate.ts';
import { voidCertificateById } from './staff-commands.ts';

/** The last day of what was issued when the race is set up ends here. */
export const END = validityFor(RACED_AT, 10, 'Europe/Oslo').expiresAt;
const LATER_DAY = '2027-06-30';

export function actions(shop: Shop) {
  const { services, workspace } = shop;
  const workspaceId = workspace.id;
  const target = (certificateId: string, version: number | null = null) => ({
    workspaceId,
    certificateId,
    version,
  });
  return {
    redeem: (code: string, orderId: string, redemptionId: string = randomUUID()) =>
      redeemCertificate(services, {
        workspaceId,
        orderId,
        code,
        redemptionId,
        actor: SITE,
        disclosure: 'exact',
        guesser: {},
      }),
    remove: (orderId: string, redemptionId: string) =>
      reverseRedemption(services, { workspaceId, orderId, redemptionId, actor: SITE }),
    complete: (orderId: string) => completeOrderById(services, { workspaceId, orderId }),
    cancel: (orderId: string) => cancelOrderById(services, { workspaceId, orderId }, MARA),
    changeTotal: (orderId: string, totalMinor: number) =>
      changeOrderTotal(services, { workspaceId, orderId }, totalMinor),
    appliedTo: async (orderId: string) =>
      `applied ${(await readOrder(services, workspaceId, orderId)).order.appliedMinor}`,
    voidIt: (id: string, money: 'keep' | 'refund' = 'keep') =>
      voidCertificateById(services, { ...target(id), reason: 'a mistake', money }, MARA),
    reactivate: (id: string) => reactivateCertificate(services, target(id), null, MARA),
    reissue: (id: string, version: number | null = null) =>
      reissueCertificate(services, target(id, version), 'it leaked', 'silent', MARA),
    extend: (id: string) => extendCertificate(services, target(id), LATER_DAY, MARA),
    markPaid: (id: string) => markPaid(services, target(id), { method: 'cash', reference: null }, MARA),
    async bookTillTheEnd() {
      let isOver = false;
      while (!isOver) {
        isOver = services.clock.now().getTime() >= END.getTime();
        await bookDue(services, null);
      }
    },
    async buy() {
      const { gift } = newGift();
      const certificateId = randomUUID();
      const purchase = { ...gift, workspace: workspace.slug, segment: null, certificateId };
      const { checkoutUrl } = await purchaseCertificate(services, purchase);
      const { payment } = await readState(services.database, workspaceId, {
        certificateId,
        include: ['latest_payment'],
      });
      const ids = { workspaceId, certificateId, paymentId: payment?.id ?? '' };
      return { ids, checkoutUrl, settle: () => settlePayment(services, ids) };
    },
  };
}

/** Has less to do than its rival, and would always be first. */
export async function dawdle(run: () => Promise<unknown>): Promise<unknown> {
  await pause(Math.random() * 25);
  return run();
}
