import type { CertificateKind, CertificateStatus, Origin } from '@boon/core';
import { and, count, desc, eq, gte, inArray, isNotNull, lt, lte, or, type SQL, sql, sum } from 'drizzle-orm';
import { type Database, type Transaction, withSnapshot } from './connect.ts';
import { holdsText } from './holds-text.ts';
import { certificates } from './schema/index.ts';

/** A certificate in a list; `status` is what it is at the time asked for, also when the clock has not been booked yet. */
export type CertificateSummary = {
  readonly id: string;
  readonly number: string;
  readonly status: CertificateStatus;
  readonly kind: CertificateKind;
  readonly origin: Origin;
  readonly amountMinor: number;
  readonly currency: string;
  readonly codeLast4: string;
  readonly recipientName: string;
  readonly recipientEmail: string | null;
  readonly purchaserName: string;
  readonly purchaserEmail: string;
  readonly validThrough: string | null;
  readonly createdAt: Date;
  readonly orderId: string | null;
};

export type CertificateFilter = {
  /** Matches names, e-mail addresses, the number and the last four characters of the code. */
  readonly search?: string | undefined;
  /** Keyed look-up values of a full code typed into the search. */
  readonly lookups?: readonly Uint8Array[] | undefined;
  readonly status?: readonly CertificateStatus[] | undefined;
  readonly origin?: readonly Origin[] | undefined;
  readonly expiresBefore?: Date | undefined;
  /** Sold (not given) and activated at or after this instant. */
  readonly soldSince?: Date | undefined;
  readonly redeemedSince?: Date | undefined;
};

export type CertificatePage = {
  readonly rows: readonly CertificateSummary[];
  readonly nextCursor: string | null;
  /** Of the whole filtered list, in minor units. */
  readonly total: { readonly count: number; readonly amountMinor: number };
};

const SUMMARY = {
  id: certificates.id,
  number: certificates.number,
  kind: sql<CertificateKind>`${certificates.kind}`,
  origin: sql<Origin>`${certificates.origin}`,
  amountMinor: certificates.amountMinor,
  currency: certificates.currency,
  codeLast4: certificates.codeLast4,
  recipientName: certificates.recipientName,
  recipientEmail: certificates.recipientEmail,
  purchaserName: certificates.purchaserName,
  purchaserEmail: certificates.purchaserEmail,
  validThrough: certificates.validThrough,
  createdAt: certificates.createdAt,
  orderId: certificates.orderId,
};

/** Newest first, a page at a time; pages hold still while certificates change, because the order is by creation. */
export async function listCertificates(
  database: Database,
  workspaceId: string,
  filter: CertificateFilter,
  page: { readonly now: Date; readonly limit: number; readonly cursor: string | null },
): Promise<CertificatePage> {
  const where = matching(workspaceId, filter, page.now);
  return withSnapshot(database, workspaceId, async (tx) => {
    const rows = await tx
      .select({ ...SUMMARY, status: statusAt(page.now) })
      .from(certificates)
      .where(and(where, page.cursor === null ? undefined : afterCursor(page.cursor)))
      .orderBy(desc(certificates.createdAt), desc(certificates.id))
      .limit(page.limit + 1);
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      rows: shown,
      nextCursor: last ? `${last.createdAt.toISOString()}_${last.id}` : null,
      total: await totalOf(tx, where),
    };
  });
}

/** Count and sum of what the filter matches: the figures that lists and reports must agree on. */
export async function totalCertificates(
  tx: Transaction,
  workspaceId: string,
  filter: CertificateFilter,
  now: Date,
): Promise<{ count: number; amountMinor: number }> {
  return totalOf(tx, matching(workspaceId, filter, now));
}

async function totalOf(tx: Transaction, where: SQL | undefined) {
  const [row] = await tx
    .select({ count: count(), amountMinor: sum(certificates.amountMinor) })
    .from(certificates)
    .where(where);
  return { count: row?.count ?? 0, amountMinor: Number(row?.amountMinor ?? 0) };
}

function statusAt(now: Date) {
  return sql<CertificateStatus>`case when ${certificates.status} = 'active' and ${certificates.expiresAt} <= ${now.toISOString()}::timestamptz
    then 'expired' else ${certificates.status} end`;
}

function matching(workspaceId: string, filter: CertificateFilter, now: Date): SQL | undefined {
  const { lookups, search } = filter;
  return and(
    eq(certificates.workspaceId, workspaceId),
    filter.status?.length ? inArray(statusAt(now), [...filter.status]) : undefined,
    filter.origin?.length ? inArray(certificates.origin, [...filter.origin]) : undefined,
    filter.expiresBefore ? expiringBefore(filter.expiresBefore, now) : undefined,
    filter.soldSince
      ? and(eq(certificates.kind, 'purchased'), gte(certificates.activatedAt, filter.soldSince))
      : undefined,
    filter.redeemedSince ? gte(certificates.redeemedAt, filter.redeemedSince) : undefined,
    lookups?.length ? inArray(certificates.codeLookup, [...lookups]) : undefined,
    search ? containing(search) : undefined,
  );
}

function expiringBefore(end: Date, now: Date): SQL | undefined {
  return and(
    eq(statusAt(now), 'active'),
    isNotNull(certificates.expiresAt),
    lte(certificates.expiresAt, end),
  );
}

function containing(search: string): SQL | undefined {
  const { recipientName, recipientEmail, purchaserName, purchaserEmail, number, codeLast4 } = certificates;
  return or(
    holdsText(search, [recipientName, recipientEmail, purchaserName, purchaserEmail, number]),
    eq(codeLast4, search.toUpperCase()),
  );
}

// PostgreSQL keeps microseconds and a Date milliseconds: certificates are created with whole milliseconds.
function afterCursor(cursor: string): SQL | undefined {
  const [at = '', id = ''] = cursor.split('_');
  const createdAt = new Date(at);
  return or(
    lt(certificates.createdAt, createdAt),
    and(eq(certificates.createdAt, createdAt), lt(certificates.id, id)),
  );
}

/** True for a cursor this list has given out. */
export function isCursor(text: string): boolean {
  const match =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(text);
  return match !== null && !Number.isNaN(Date.parse(match[1] ?? ''));
}
