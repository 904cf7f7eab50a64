import { giveBack } from '../outbox/give-back.ts';
import { actions, dawdle } from './race-actions-of-test.ts';
import type { Race } from './race-runner-of-test.ts';

/** Races of the money's way in and out. */
export const PAYMENT_RACES: readonly Race[] = [
  {
    name: 'activating what was paid against voiding it',
    async prepare(shop) {
      const { buy, voidIt } = actions(shop);
      const { ids, checkoutUrl, settle } = await buy();
      await shop.bed.pay(checkoutUrl);
      return {
        rivals: [
          ['settle', settle],
          ['settle', settle],
          ['void', () => voidIt(ids.certificateId)],
        ],
        end: () => shop.tell(ids.certificateId),
      };
    },
    stories: [
      'settle ok x2, void ok: voided (activated_from_portal, voided)',
      // It found the certificate pending, and the money there.
      'settle ok x2, void certificate_active: active (activated_from_portal)',
    ],
  },
  {
    name: 'paying against voiding: the money is taken exactly if it stays active',
    async prepare(shop) {
      const { buy, voidIt } = actions(shop);
      const { ids, checkoutUrl, settle } = await buy();
      let pay = 'turned away';
      return {
        rivals: [
          [
            'pay',
            () =>
              dawdle(() =>
                shop.bed.pay(checkoutUrl).then(
                  () => {
                    pay = 'took money';
                  },
                  () => undefined,
                ),
              ),
          ],
          ['void', () => voidIt(ids.certificateId)],
        ],
        async end() {
          await settle();
          return `${await shop.tell(ids.certificateId)}, ${pay}`;
        },
      };
    },
    stories: [
      'pay ok, void ok: voided (voided), turned away',
      'pay ok, void certificate_active: active (activated_from_portal), took money',
    ],
  },
  {
    name: 'marking as paid against the payment of the portal',
    async prepare(shop) {
      const act = actions(shop);
      const { ids, checkoutUrl, settle } = await act.buy();
      await shop.bed.pay(checkoutUrl);
      return {
        rivals: [
          ['settle', settle],
          ['mark', () => dawdle(() => act.markPaid(ids.certificateId))],
        ],
        end: () => shop.tell(ids.certificateId),
      };
    },
    stories: [
      'mark certificate_pending, settle ok: active (activated_from_portal)',
      'mark certificate_active, settle ok: active (activated_from_portal)',
    ],
  },
  {
    name: 'marking as paid twice',
    async prepare(shop) {
      const act = actions(shop);
      const { id } = await shop.issue({ payment: null });
      return {
        rivals: [
          ['mark', () => act.markPaid(id)],
          ['mark', () => act.markPaid(id)],
        ],
        end: async () => `${await shop.tell(id)}`,
      };
    },
    stories: ['mark certificate_active, mark ok: active ()'],
  },
  {
    name: 'giving money back, three workers at once',
    async prepare(shop) {
      const act = actions(shop);
      const { ids, checkoutUrl, settle } = await act.buy();
      await shop.bed.pay(checkoutUrl);
      await settle();
      await act.voidIt(ids.certificateId, 'refund');
      const refund = () => giveBack(shop.services, ids);
      return {
        rivals: [
          ['refund', refund],
          ['refund', refund],
          ['refund', refund],
        ],
        async end() {
          await refund();
          return shop.tell(ids.certificateId);
        },
      };
    },
    stories: [
      'refund ok x3: voided (activated_from_portal, voided, refunded)',
      'refund later, refund ok x2: voided (activated_from_portal, voided, refunded)',
      'refund later x2, refund ok: voided (activated_from_portal, voided, refunded)',
    ],
  },
];
