import type { Money } from '../money/money.ts';

/** `open` until the provider says otherwise; `closed` is abandoned, failed or voided by us: money may still come for it. */
export type PaymentStatus = 'open' | 'paid' | 'closed';

/** One attempt to be paid through the payment provider. Its id is the key every call to the provider derives from. */
export type Payment = {
  readonly id: string;
  readonly certificateId: string;
  readonly status: PaymentStatus;
  readonly amount: Money;
  /** The provider's own reference of the money, once paid. */
  readonly reference: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
};
