import type { StoredCertificate, StoredOrder } from '@boon/core';
import type { Database } from './connect.ts';
import {
  type CertificateRow,
  certificateFromRow,
  type OrderRow,
  orderFromRow,
  type PaymentRow,
  paymentFromRow,
  type StoredPayment,
  toHex,
} from './rows.ts';

/** What a decision wants to see: at most one certificate (by id, code or redemption), one order, one payment. */
export type Wanted = {
  readonly certificateId?: string;
  /** Keyed look-up values of one code, one per key version in use. */
  readonly lookups?: readonly Uint8Array[];
  readonly orderId?: string;
  readonly orderReference?: string;
  readonly redemptionId?: string;
  readonly paymentId?: string;
  /** Where a widget says it is shown, as its `Origin` header has it. */
  readonly origin?: string;
  /** `redemptions`: the order's lines, reversed ones too; `live_certificates`: those behind the live ones. */
  readonly include?: readonly ('latest_payment' | 'redemptions' | 'live_certificates')[];
};

export type StoredRedemption = {
  readonly id: string;
  readonly orderId: string;
  readonly certificateId: string;
  readonly amountMinor: number;
  readonly createdAt: Date;
  readonly reversedAt: Date | null;
};

export type State = {
  /** The database's clock at the read. */
  readonly now: Date;
  readonly certificate: StoredCertificate | null;
  readonly order: StoredOrder | null;
  readonly redemption: StoredRedemption | null;
  readonly payment: StoredPayment | null;
  readonly lines: readonly RedemptionLine[];
  readonly liveCertificates: readonly StoredCertificate[];
  /** Whether the workspace lets its widget be shown at `origin`; null where none was named. */
  readonly originAllowed: boolean | null;
};

/** A redemption as an order lists it. */
export type RedemptionLine = StoredRedemption & { readonly codeLast4: string };

type RedemptionRow = {
  id: string;
  order_id: string;
  certificate_id: string;
  amount_minor: number;
  created_at: string;
  reversed_at: string | null;
};

type RedemptionLineRow = RedemptionRow & { code_last4: string };

export type StateRow = {
  now: string;
  certificate: CertificateRow | null;
  order: OrderRow | null;
  redemption: RedemptionRow | null;
  payment: PaymentRow | null;
  lines: RedemptionLineRow[];
  live_certificates: CertificateRow[];
  origin_allowed: boolean | null;
};

/** Reads for one workspace, in one statement and one snapshot. Rows of another workspace do not exist here. */
export async function readState(database: Database, workspaceId: string, wanted: Wanted): Promise<State> {
  const { rows } = await database.app.query<{ state: StateRow }>({
    name: 'read_state',
    text: 'select read_state($1::uuid, $2::jsonb) as state',
    values: [workspaceId, JSON.stringify(documentOfWanted(wanted))],
  });
  const state = rows[0]?.state;
  if (!state) throw new Error('read_state gave no row');
  return stateFromRow(state);
}

export function stateFromRow(state: StateRow): State {
  return {
    now: new Date(state.now),
    certificate: state.certificate && certificateFromRow(state.certificate),
    order: state.order && orderFromRow(state.order),
    redemption: state.redemption && redemptionFromRow(state.redemption),
    payment: state.payment && paymentFromRow(state.payment),
    lines: state.lines.map(lineFromRow),
    liveCertificates: state.live_certificates.map(certificateFromRow),
    originAllowed: state.origin_allowed,
  };
}

export function documentOfWanted(wanted: Wanted) {
  return {
    certificate_id: wanted.certificateId,
    lookups: wanted.lookups?.map(toHex),
    order_id: wanted.orderId,
    order_reference: wanted.orderReference,
    redemption_id: wanted.redemptionId,
    payment_id: wanted.paymentId,
    origin: wanted.origin,
    ...Object.fromEntries((wanted.include ?? []).map((part) => [part, true])),
  };
}

export function lineFromRow(row: RedemptionLineRow): RedemptionLine {
  return { ...redemptionFromRow(row), codeLast4: row.code_last4 };
}

function redemptionFromRow(row: RedemptionRow): StoredRedemption {
  return {
    id: row.id,
    orderId: row.order_id,
    certificateId: row.certificate_id,
    amountMinor: row.amount_minor,
    createdAt: new Date(row.created_at),
    reversedAt: row.reversed_at === null ? null : new Date(row.reversed_at),
  };
}
