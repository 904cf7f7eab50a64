import { sql } from 'drizzle-orm';
import { type Database, type Transaction, withSnapshot } from './connect.ts';

export type LedgerDifference = {
  /** The workspace's slug. */
  readonly workspace: string;
  /** A certificate's number, an order's reference, or a currency. */
  readonly subject: string;
  readonly problem: string;
};

/** In minor units of the currency, by the books; `liability` is what certificates that can still be spent are worth. */
export type LedgerTotals = {
  readonly currency: string;
  readonly certificates: number;
  readonly issuedMinor: bigint;
  readonly redeemedMinor: bigint;
  readonly voidedMinor: bigint;
  readonly expiredMinor: bigint;
  readonly liabilityMinor: bigint;
};

export type LedgerReport = {
  readonly workspaces: number;
  readonly totals: readonly LedgerTotals[];
  readonly differenceCount: number;
  /** The first ones. */
  readonly differences: readonly LedgerDifference[];
};

const DIFFERENCES_MAX = 20;

/**
 * Compares what every certificate and order says with its log, transfers and redemptions, and per currency what is owed with
 * what was issued less what was redeemed, voided and expired. Reads one workspace after the other, each at one moment; writes nothing.
 */
export async function verifyLedger(database: Database): Promise<LedgerReport> {
  const { rows: workspaces } = await database.app.query<{ id: string; slug: string }>(
    'select id, slug from workspaces order by slug',
  );
  const totals = new Map<string, LedgerTotals>();
  const differences: LedgerDifference[] = [];
  let differenceCount = 0;
  for (const { id, slug } of workspaces) {
    await withSnapshot(database, id, async (tx) => {
      // The books of a large business take longer than any request may.
      await tx.execute(sql`set local statement_timeout = 0`);
      const rows = await readRowDifferences(tx, id);
      const sums = await readSums(tx, id);
      const found = [...rows.found, ...sums.flatMap(currencyDifferences)];
      differenceCount += rows.count + found.length - rows.found.length;
      differences.push(...found.map((one) => ({ workspace: slug, ...one })));
      for (const one of sums) totals.set(one.currency, add(totals.get(one.currency), one));
    });
  }
  return {
    workspaces: workspaces.length,
    totals: [...totals.values()].toSorted((a, b) => a.currency.localeCompare(b.currency)),
    differenceCount,
    differences: differences.slice(0, DIFFERENCES_MAX),
  };
}

type Found = { readonly subject: string; readonly problem: string };

async function readRowDifferences(tx: Transaction, workspaceId: string) {
  const { rows } = await tx.execute<Found & { count: string }>(sql`
    select number as subject, problem, count(*) over () as count
    from ledger_differences where workspace_id = ${workspaceId}
    order by number, problem limit ${DIFFERENCES_MAX}`);
  return {
    count: Number(rows[0]?.count ?? 0),
    found: rows.map(({ subject, problem }): Found => ({ subject, problem })),
  };
}

/** By the books, and beside it what the rows say. */
type Sums = LedgerTotals & { readonly outstandingMinor: bigint; readonly appliedMinor: bigint };

async function readSums(tx: Transaction, workspaceId: string): Promise<Sums[]> {
  const { rows } = await tx.execute<Record<string, string>>(sql`
    with books as (
      select currency,
        coalesce(sum(amount_minor) filter (where kind = 'issue'), 0) as issued,
        coalesce(sum(case when to_account = 'revenue' then amount_minor when from_account = 'revenue' then -amount_minor end), 0) as redeemed,
        coalesce(sum(case when kind = 'void' then amount_minor when kind = 'reinstate' and from_account = 'cancelled' then -amount_minor end), 0) as voided,
        coalesce(sum(case when to_account = 'breakage' then amount_minor when from_account = 'breakage' then -amount_minor end), 0) as expired,
        coalesce(sum(case when to_account = 'liability' then amount_minor when from_account = 'liability' then -amount_minor end), 0) as liability
      from transfers where workspace_id = ${workspaceId} group by currency
    ), certified as (
      select currency, count(*) as certificates,
        coalesce(sum(amount_minor) filter (where status = 'active'), 0) as outstanding
      from certificates where workspace_id = ${workspaceId} group by currency
    ), applied as (
      select currency, sum(applied_minor) as applied from orders where workspace_id = ${workspaceId} group by currency
    )
    select currency, coalesce(certificates, 0) as certificates, coalesce(issued, 0) as issued, coalesce(redeemed, 0) as redeemed,
      coalesce(voided, 0) as voided, coalesce(expired, 0) as expired, coalesce(liability, 0) as liability,
      coalesce(outstanding, 0) as outstanding, coalesce(applied, 0) as applied
    from certified full join books using (currency) full join applied using (currency) order by currency`);
  return rows.map((row) => {
    const minor = (name: string) => BigInt(row[name] ?? 0);
    return {
      currency: row.currency ?? '',
      certificates: Number(row.certificates),
      issuedMinor: minor('issued'),
      redeemedMinor: minor('redeemed'),
      voidedMinor: minor('voided'),
      expiredMinor: minor('expired'),
      liabilityMinor: minor('liability'),
      outstandingMinor: minor('outstanding'),
      appliedMinor: minor('applied'),
    };
  });
}

function currencyDifferences(sums: Sums): Found[] {
  const { currency, issuedMinor, redeemedMinor, voidedMinor, expiredMinor, liabilityMinor } = sums;
  const left = issuedMinor - redeemedMinor - voidedMinor - expiredMinor;
  const found = (problem: string): Found => ({ subject: currency, problem });
  return [
    ...(sums.outstandingMinor === left
      ? []
      : [
          found(
            `active certificates are worth ${sums.outstandingMinor}, issued less redeemed, voided and expired is ${left}`,
          ),
        ]),
    ...(liabilityMinor === left
      ? []
      : [found(`the liability account holds ${liabilityMinor}, its transfers by kind say ${left}`)]),
    ...(sums.appliedMinor === redeemedMinor
      ? []
      : [found(`orders were paid ${sums.appliedMinor} by certificates, the books say ${redeemedMinor}`)]),
  ];
}

function add(known: LedgerTotals | undefined, more: Sums): LedgerTotals {
  return {
    currency: more.currency,
    certificates: (known?.certificates ?? 0) + more.certificates,
    issuedMinor: (known?.issuedMinor ?? 0n) + more.issuedMinor,
    redeemedMinor: (known?.redeemedMinor ?? 0n) + more.redeemedMinor,
    voidedMinor: (known?.voidedMinor ?? 0n) + more.voidedMinor,
    expiredMinor: (known?.expiredMinor ?? 0n) + more.expiredMinor,
    liabilityMinor: (known?.liabilityMinor ?? 0n) + more.liabilityMinor,
  };
}
