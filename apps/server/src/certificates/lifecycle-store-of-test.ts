import type { ServicesTestBed } from '../services-test-bed.ts';
import type { Model } from './lifecycle-model-of-test.ts';

type Store = {
  readonly certificates: readonly { status: string; lastDay: string | null; log: readonly string[] }[];
  readonly orders: readonly { status: string; totalMinor: number; appliedMinor: number }[];
  readonly accounts: Readonly<Record<'liability' | 'revenue' | 'breakage' | 'cancelled', number>>;
};

export async function readStore(
  bed: ServicesTestBed,
  workspaceId: string,
  known: readonly { readonly id: string }[],
  orders: readonly string[],
): Promise<Store> {
  const { rows } = await bed.owner.query<{ store: Store }>(
    `select jsonb_build_object(
      'certificates', (select coalesce(jsonb_agg(jsonb_build_object('status', c.status, 'lastDay', c.valid_through,
          'log', (select jsonb_agg(a.type order by a.sequence) from activities a where a.workspace_id = $1 and a.certificate_id = c.id))
          order by k.position), '[]')
        from unnest($2::uuid[]) with ordinality k(id, position) join certificates c on c.workspace_id = $1 and c.id = k.id),
      'orders', (select coalesce(jsonb_agg(jsonb_build_object('status', o.status, 'totalMinor', o.total_minor,
          'appliedMinor', o.applied_minor) order by k.position), '[]')
        from unnest($3::uuid[]) with ordinality k(id, position) join orders o on o.workspace_id = $1 and o.id = k.id),
      'accounts', (select jsonb_object_agg(name, (select coalesce(sum(case when to_account = name then amount_minor
          when from_account = name then -amount_minor else 0 end), 0) from transfers where workspace_id = $1 and currency = 'EUR'))
        from unnest(array['liability', 'revenue', 'breakage', 'cancelled']) name)) as store`,
    [workspaceId, known.map(({ id }) => id), orders],
  );
  const store = rows[0]?.store;
  if (!store) throw new Error('nothing was read');
  return store;
}

export function predictedStore(model: Model): Store {
  const sumOf = (counts: (one: Model['held'][number]) => boolean) =>
    model.held.reduce((sum, one) => sum + (counts(one) ? one.amountMinor : 0), 0);
  return {
    certificates: model.held.map(({ status, lastDay, log }) => ({ status, lastDay, log })),
    orders: model.orders.map(({ status, totalMinor: total }, index) => ({
      status,
      totalMinor: total,
      appliedMinor: model.applied(index),
    })),
    accounts: {
      liability: sumOf(({ status }) => status === 'active'),
      revenue: sumOf(({ status }) => status === 'redeemed'),
      breakage: sumOf(({ status }) => status === 'expired'),
      cancelled: sumOf(({ status, isPaid, money }) => status === 'voided' && isPaid && money !== 'gone'),
    },
  };
}
