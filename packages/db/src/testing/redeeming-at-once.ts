import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Activity,
  guessBuckets,
  type SealedCode,
  type StoredCertificate,
  type StoredOrder,
  type Transfer,
} from '@boon/core';
import { type Database, type GuardedAnswer, type RedemptionAtOnce, readGuarded } from '../index.ts';
import type { Bench } from './bench.ts';
import { certificateOf, type GivenWorkspace, orderOf } from './given.ts';

const BY_WIDGET: RedemptionAtOnce = { actorKind: 'widget', fingerprint: null };

export type Attempt = {
  readonly code: SealedCode;
  readonly orderId: string;
  readonly redemptionId?: string;
  readonly redemption?: RedemptionAtOnce;
  readonly caller?: { readonly keyHash: Uint8Array; readonly idempotencyKey: string | null };
  readonly origin?: string;
  readonly address?: string;
};

/** As the server asks: look the code up on this order, and redeem it at once if nothing speaks against it. */
export function attemptIn(
  { database, workspace }: { readonly database: Database; readonly workspace: GivenWorkspace },
  { code, orderId, caller, origin, address, ...rest }: Attempt,
): Promise<GuardedAnswer> {
  return readGuarded(database, {
    workspaceId: workspace.id,
    wanted: {
      lookups: [code.lookup, randomBytes(32)],
      orderId,
      redemptionId: rest.redemptionId ?? randomUUID(),
      include: ['redemptions'],
      ...(origin === undefined ? {} : { origin }),
    },
    buckets: guessBuckets({ orderId, ...(address === undefined ? {} : { address }) }),
    redemption: rest.redemption ?? BY_WIDGET,
    ...(caller && { caller }),
  });
}

export function redeemedBy({ read }: GuardedAnswer) {
  return read !== null && 'redeemed' in read ? read.redeemed : null;
}

/** What a redemption has left behind, as core would name it. @throws Error when it is not just one */
export async function factsOf(
  { database, owner }: Bench,
  certificate: StoredCertificate,
  order: StoredOrder,
) {
  const { rows } = await owner.query<{ activity: Activity; transfer: Transfer }>(
    `select jsonb_build_object('certificateId', a.certificate_id, 'type', a.type, 'at', a.at, 'details', a.details,
        'actor', jsonb_build_object('kind', a.actor_kind, 'id', a.actor_id, 'name', a.actor_name)) as activity,
      jsonb_build_object('certificateId', t.certificate_id, 'kind', t.kind, 'from', t.from_account, 'to', t.to_account,
        'amount', jsonb_build_object('amountMinor', t.amount_minor, 'currency', t.currency), 'at', t.at) as transfer
     from activities a join transfers t on t.certificate_id = a.certificate_id and t.kind = 'redeem'
     where a.certificate_id = $1 and a.type = 'redeemed'`,
    [certificate.id],
  );
  const [row] = rows;
  if (!row || rows.length !== 1) throw new Error(`${rows.length} redemptions are in log and books`);
  return {
    certificate: await certificateOf(database, certificate),
    order: await orderOf(database, order),
    activity: { ...row.activity, at: new Date(row.activity.at) },
    transfer: { ...row.transfer, at: new Date(row.transfer.at) },
  };
}
