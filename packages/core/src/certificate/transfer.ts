import type { Money } from '../money/money.ts';
import type { Certificate } from './certificate.ts';
import { isFree } from './certificate.ts';

/** Accounts a certificate's value moves between. `liability` is what the business owes the holders. */
export type Account = 'cash' | 'grant' | 'liability' | 'revenue' | 'breakage' | 'cancelled';

/** The closed list of moves; the database's CHECK holds the same table. `issue` comes from cash or, when free, a grant. */
export const TRANSFER_ROUTES = {
  issue: { from: ['cash', 'grant'], to: ['liability'] },
  redeem: { from: ['liability'], to: ['revenue'] },
  reverse: { from: ['revenue'], to: ['liability'] },
  expire: { from: ['liability'], to: ['breakage'] },
  reinstate: { from: ['breakage', 'cancelled'], to: ['liability'] },
  void: { from: ['liability', 'breakage'], to: ['cancelled'] },
  refund: { from: ['cancelled'], to: ['cash'] },
} as const satisfies Record<string, { from: readonly Account[]; to: readonly Account[] }>;

export type TransferKind = keyof typeof TRANSFER_ROUTES;

/** One double entry: the whole value of a certificate, always positive, out of one account into another. */
export type Transfer = {
  readonly certificateId: string;
  readonly kind: TransferKind;
  readonly from: Account;
  readonly to: Account;
  readonly amount: Money;
  readonly at: Date;
};

export function transfer(
  certificate: Certificate,
  kind: TransferKind,
  from: Account,
  to: Account,
  at: Date,
): Transfer {
  return { certificateId: certificate.id, kind, from, to, amount: certificate.amount, at };
}

export function issueTransfer(certificate: Certificate, at: Date): Transfer {
  return transfer(certificate, 'issue', isFree(certificate.kind) ? 'grant' : 'cash', 'liability', at);
}
