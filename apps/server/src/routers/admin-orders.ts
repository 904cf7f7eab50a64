import { listOrders, readRedemptions } from '@boon/db';
import { z } from 'zod';
import { readOrder } from '../orders/order-view.ts';
import { id, orderFilter } from './inputs.ts';
import { router, staffProcedure } from './trpc.ts';
import { isoOf, viewOrderFacts, viewOrderRow } from './views.ts';

export const ordersRouter = router({
  list: staffProcedure.input(orderFilter).query(async ({ ctx, input }) => {
    const { search, status, limit } = input;
    const page = { limit, cursor: input.cursor ?? null };
    const { rows, nextCursor } = await listOrders(
      ctx.services.database,
      ctx.staff.workspaceId,
      { search, status },
      page,
    );
    return { rows: rows.map(viewOrderRow), nextCursor };
  }),

  get: staffProcedure.input(z.object({ id })).query(async ({ ctx, input }) => {
    const { services, staff } = ctx;
    const { order } = await readOrder(services, staff.workspaceId, input.id);
    const redemptions = await readRedemptions(services.database, staff.workspaceId, input.id);
    return {
      ...viewOrderFacts(order),
      redemptions: redemptions.map((redemption) => ({
        ...redemption,
        createdAt: redemption.createdAt.toISOString(),
        reversedAt: isoOf(redemption.reversedAt),
      })),
    };
  }),
});
