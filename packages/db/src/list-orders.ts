import { type OrderStatus, orderAt } from '@boon/core';
import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { type Database, withWorkspace } from './connect.ts';
import { holdsText } from './holds-text.ts';
import { certificates, orders, redemptions } from './schema/index.ts';

export type OrderSummary = Omit<typeof orders.$inferSelect, 'status' | 'workspaceId' | 'version'> & {
  readonly status: OrderStatus;
};

export type OrderFilter = {
  readonly search?: string | undefined;
  readonly status?: readonly OrderStatus[] | undefined;
};

/** Newest first, a page at a time, as they count at `now`. */
export async function listOrders(
  database: Database,
  workspaceId: string,
  filter: OrderFilter,
  page: { readonly now: Date; readonly limit: number; readonly cursor: string | null },
): Promise<{ rows: OrderSummary[]; nextCursor: string | null }> {
  return withWorkspace(database, workspaceId, async (tx) => {
    const rows = await tx
      .select()
      .from(orders)
      .where(
        and(
          eq(orders.workspaceId, workspaceId),
          filter.status?.length ? inArray(statusAt(page.now), [...filter.status]) : undefined,
          filter.search
            ? holdsText(filter.search, [orders.reference, orders.customerName, orders.customerEmail])
            : undefined,
          page.cursor === null ? undefined : afterCursor(page.cursor),
        ),
      )
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(page.limit + 1);
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      rows: shown.map((row) => orderAt({ ...row, status: row.status as OrderStatus }, page.now)),
      nextCursor: last ? `${last.createdAt.toISOString()}_${last.id}` : null,
    };
  });
}

/** Every redemption of an order, reversed ones too, oldest first, with the certificate each used. */
export async function readRedemptions(database: Database, workspaceId: string, orderId: string) {
  return withWorkspace(database, workspaceId, (tx) =>
    tx
      .select({
        id: redemptions.id,
        certificateId: redemptions.certificateId,
        certificateNumber: certificates.number,
        codeLast4: certificates.codeLast4,
        amountMinor: redemptions.amountMinor,
        createdAt: redemptions.createdAt,
        reversedAt: redemptions.reversedAt,
      })
      .from(redemptions)
      .innerJoin(
        certificates,
        and(
          eq(certificates.workspaceId, redemptions.workspaceId),
          eq(certificates.id, redemptions.certificateId),
        ),
      )
      .where(and(eq(redemptions.workspaceId, workspaceId), eq(redemptions.orderId, orderId)))
      .orderBy(asc(redemptions.createdAt), asc(redemptions.id)),
  );
}

/** `orderAt` of core, for the database. */
function statusAt(now: Date): SQL {
  return sql`case when ${orders.status} = 'open' and ${orders.expiresAt} <= ${now.toISOString()} then 'cancelled' else ${orders.status} end`;
}

function afterCursor(cursor: string): SQL | undefined {
  const [at = '', id = ''] = cursor.split('_');
  const createdAt = new Date(at);
  return or(lt(orders.createdAt, createdAt), and(eq(orders.createdAt, createdAt), lt(orders.id, id)));
}
