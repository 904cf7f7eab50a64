import { randomUUID } from 'node:crypto';
import { actions, dawdle, END } from './race-actions-of-test.ts';
import { PAYMENT_RACES } from './race-payments-of-test.ts';
import type { Race } from './race-runner-of-test.ts';

const redeemRedeem = (name: string, ordersCount: number): Race => ({
  name,
  async prepare(shop) {
    const { redeem } = actions(shop);
    const certificate = await shop.issue();
    const orders = await Promise.all(Array.from({ length: ordersCount }, () => shop.order()));
    return {
      rivals: Array.from(
        { length: 6 },
        (_, index) =>
          ['redeem', () => redeem(shop.codeOf(certificate), orders[index % ordersCount] ?? '')] as const,
      ),
      async end() {
        const applied = await Promise.all(orders.map((order) => actions(shop).appliedTo(order)));
        return `${await shop.tell(certificate.id)}, ${applied.toSorted().join(', ')}`;
      },
    };
  },
  stories: [
    `redeem certificate_redeemed x5, redeem ok: redeemed (redeemed), ${ordersCount === 1 ? '' : 'applied 0, '}applied 15000`,
  ],
});

/** One certificate, one order, two wishes. */
function pair(
  name: string,
  wishes: (
    act: ReturnType<typeof actions>,
    subject: { id: string; code: string; orderId: string; version: number },
  ) => readonly (readonly [string, () => Promise<unknown>])[],
  stories: readonly string[],
  clockPasses?: Date,
): Race {
  return {
    name,
    async prepare(shop) {
      const certificate = await shop.issue();
      const orderId = await shop.order();
      const { id, version } = certificate;
      const rivals = wishes(actions(shop), { id, code: shop.codeOf(certificate), orderId, version });
      return { rivals, end: async () => `${await shop.tell(id)}, ${await actions(shop).appliedTo(orderId)}` };
    },
    stories,
    ...(clockPasses ? { clockPasses } : {}),
  };
}

/** A certificate already used on an order. */
function usedPair(
  name: string,
  wishes: (
    act: ReturnType<typeof actions>,
    subject: { id: string; orderId: string; redemptionId: string },
  ) => readonly (readonly [string, () => Promise<unknown>])[],
  stories: readonly string[],
): Race {
  return {
    name,
    async prepare(shop) {
      const act = actions(shop);
      const certificate = await shop.issue();
      const orderId = await shop.order();
      const redemptionId = randomUUID();
      await act.redeem(shop.codeOf(certificate), orderId, redemptionId);
      return {
        rivals: wishes(act, { id: certificate.id, orderId, redemptionId }),
        end: async () => `${await shop.tell(certificate.id)}, ${await act.appliedTo(orderId)}`,
      };
    },
    stories,
  };
}

export const RACES: readonly Race[] = [
  redeemRedeem('six redemptions of one code on one order', 1),
  redeemRedeem('six redemptions of one code on two orders', 2),
  pair(
    'redeeming against voiding',
    (act, { id, code, orderId }) => [
      ['redeem', () => act.redeem(code, orderId)],
      ['void', () => act.voidIt(id)],
    ],
    [
      'redeem ok, void certificate_redeemed: redeemed (redeemed), applied 15000',
      'redeem certificate_voided, void ok: voided (voided), applied 0',
    ],
  ),
  pair(
    'redeeming against the expiry job, as the last day ends',
    (act, { code, orderId }) => [
      ['redeem', () => act.redeem(code, orderId)],
      ['book', () => act.bookTillTheEnd()],
    ],
    [
      'book ok, redeem ok: redeemed (redeemed), applied 15000',
      'book ok, redeem certificate_expired: expired (expired), applied 0',
    ],
    END,
  ),
  pair(
    'extending against the expiry job, as the last day ends',
    (act, { id }) => [
      ['extend', () => act.extend(id)],
      ['book', () => act.bookTillTheEnd()],
    ],
    [
      'book ok, extend ok: active (extended), applied 0',
      'book ok, extend ok: active (expired, extended), applied 0',
    ],
    END,
  ),
  pair(
    'redeeming against reissuing',
    (act, { id, code, orderId }) => [
      ['redeem', () => act.redeem(code, orderId)],
      ['reissue', () => act.reissue(id)],
    ],
    [
      'redeem ok, reissue certificate_redeemed: redeemed (redeemed), applied 15000',
      'redeem code_not_found, reissue ok: active (reissued), applied 0',
    ],
  ),
  pair(
    'reissuing against reissuing, both having looked at the same version',
    (act, { id, version }) => [
      ['reissue', () => act.reissue(id, version)],
      ['reissue', () => act.reissue(id, version)],
    ],
    ['reissue ok, reissue stale: active (reissued), applied 0'],
  ),
  pair(
    'voiding against reactivating',
    (act, { id }) => [
      ['void', () => act.voidIt(id)],
      ['reactivate', () => dawdle(() => act.reactivate(id))],
    ],
    [
      'reactivate certificate_active, void ok: voided (voided), applied 0',
      'reactivate ok, void ok: active (voided, reactivated), applied 0',
    ],
  ),
  pair(
    'redeeming against completing the order',
    (act, { code, orderId }) => [
      ['redeem', () => act.redeem(code, orderId)],
      ['complete', () => act.complete(orderId)],
    ],
    [
      'complete ok, redeem ok: redeemed (redeemed), applied 15000',
      'complete ok, redeem order_closed: active (), applied 0',
    ],
  ),
  pair(
    'redeeming against a total that becomes too small',
    (act, { code, orderId }) => [
      ['redeem', () => act.redeem(code, orderId)],
      ['change', () => act.changeTotal(orderId, 14_999)],
    ],
    [
      'change validation_failed, redeem ok: redeemed (redeemed), applied 15000',
      'change ok, redeem exceeds_amount_due: active (), applied 0',
    ],
  ),
  usedPair(
    'cancelling against completing',
    (act, { orderId }) => [
      ['cancel', () => act.cancel(orderId)],
      ['complete', () => act.complete(orderId)],
    ],
    [
      'cancel ok, complete order_closed: active (redeemed, redemption_reversed), applied 0',
      'cancel order_closed, complete ok: redeemed (redeemed), applied 15000',
    ],
  ),
  usedPair(
    'removing against completing',
    (act, { orderId, redemptionId }) => [
      ['remove', () => act.remove(orderId, redemptionId)],
      ['complete', () => act.complete(orderId)],
    ],
    [
      'complete ok, remove ok: active (redeemed, redemption_reversed), applied 0',
      'complete ok, remove order_closed: redeemed (redeemed), applied 15000',
    ],
  ),
  usedPair(
    'removing against voiding',
    (act, { id, orderId, redemptionId }) => [
      ['remove', () => act.remove(orderId, redemptionId)],
      ['void', () => act.voidIt(id)],
    ],
    [
      'remove ok, void certificate_redeemed: active (redeemed, redemption_reversed), applied 0',
      'remove ok, void ok: voided (redeemed, redemption_reversed, voided), applied 0',
    ],
  ),
  {
    name: 'two certificates for the last of what is due',
    async prepare(shop) {
      const { redeem, appliedTo } = actions(shop);
      const [one, other] = await Promise.all([shop.issue(), shop.issue()]);
      const orderId = await shop.order(29_999);
      return {
        rivals: [one, other].map((certificate) => [
          'redeem',
          () => redeem(shop.codeOf(certificate), orderId),
        ]),
        async end() {
          const told = await Promise.all([one, other].map(({ id }) => shop.tell(id)));
          return `${told.toSorted().join(', ')}, ${await appliedTo(orderId)}`;
        },
      };
    },
    stories: ['redeem exceeds_amount_due, redeem ok: active (), redeemed (redeemed), applied 15000'],
  },
  ...PAYMENT_RACES,
];
