import { and, count, desc, eq, gte, sql } from 'drizzle-orm';
import { type Database, type Transaction, withSnapshot } from './connect.ts';
import { totalCertificates } from './list-certificates.ts';
import { certificates } from './schema/index.ts';

const DAY_MS = 86_400_000;
const EXPIRING_SOON_DAYS = 30;
const POPULAR_AMOUNTS_MAX = 6;

/**
 * The figures of the last `days` days, in minor units. Each one is the total of a filter that the list of certificates
 * knows too, so that they agree to the cent.
 */
export async function readDashboard(
  database: Database,
  workspaceId: string,
  period: { readonly now: Date; readonly days: number; readonly timeZone: string },
) {
  const { now, days, timeZone } = period;
  const since = new Date(now.getTime() - days * DAY_MS);
  const soon = new Date(now.getTime() + EXPIRING_SOON_DAYS * DAY_MS);
  return withSnapshot(database, workspaceId, async (tx) => {
    const total = (filter: Parameters<typeof totalCertificates>[2]) =>
      totalCertificates(tx, workspaceId, filter, now);
    const bucket = days <= 30 ? 'day' : days <= 90 ? 'week' : 'month';
    return {
      sold: await total({ soldSince: since }),
      redeemed: await total({ redeemedSince: since }),
      outstanding: await total({ status: ['active'] }),
      expiringSoon: await total({ expiresBefore: soon }),
      series: await readSeries(tx, workspaceId, since, now, bucket, timeZone),
      popularAmounts: await readPopularAmounts(tx, workspaceId, since),
    };
  });
}

async function readSeries(
  tx: Transaction,
  workspaceId: string,
  since: Date,
  now: Date,
  bucket: 'day' | 'week' | 'month',
  timeZone: string,
): Promise<{ on: string; soldMinor: number; redeemedMinor: number }[]> {
  const { rows } = await tx.execute<{ on: string; sold: string; redeemed: string }>(sql`
    with buckets as (
      select generate_series(
        date_trunc(${bucket}, ${since.toISOString()}::timestamptz at time zone ${timeZone}),
        ${now.toISOString()}::timestamptz at time zone ${timeZone}, ${`1 ${bucket}`}::interval) as start
    ), sold as (
      select date_trunc(${bucket}, activated_at at time zone ${timeZone}) as start, sum(amount_minor) as amount
      from certificates
      where workspace_id = ${workspaceId} and kind = 'purchased' and activated_at >= ${since.toISOString()}::timestamptz
      group by 1
    ), redeemed as (
      select date_trunc(${bucket}, redeemed_at at time zone ${timeZone}) as start, sum(amount_minor) as amount
      from certificates
      where workspace_id = ${workspaceId} and redeemed_at >= ${since.toISOString()}::timestamptz
      group by 1
    )
    select to_char(start, 'YYYY-MM-DD') as on, coalesce(sold.amount, 0) as sold, coalesce(redeemed.amount, 0) as redeemed
    from buckets left join sold using (start) left join redeemed using (start) order by start`);
  return rows.map((row) => ({
    on: row.on,
    soldMinor: Number(row.sold),
    redeemedMinor: Number(row.redeemed),
  }));
}

async function readPopularAmounts(tx: Transaction, workspaceId: string, since: Date) {
  return tx
    .select({ amountMinor: certificates.amountMinor, count: count() })
    .from(certificates)
    .where(
      and(
        eq(certificates.workspaceId, workspaceId),
        eq(certificates.kind, 'purchased'),
        gte(certificates.activatedAt, since),
      ),
    )
    .groupBy(certificates.amountMinor)
    .orderBy(desc(count()), desc(certificates.amountMinor))
    .limit(POPULAR_AMOUNTS_MAX);
}
