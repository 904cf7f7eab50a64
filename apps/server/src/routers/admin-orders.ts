import { listOrders, readRedemptions } from '@boon/db';
import { z } from 'zod';
import { cancelOrderById } from '../orders/change-order.ts';
import { readOrder } from '../orders/order-view.ts';
import { id, orderFilter } from './inputs.ts';
import { managerProcedure, router, staffProcedure } from './trpc.ts';
import { isoOf, viewOrderFacts, viewOrderRow } from './views.ts';

export const ordersRouter = router({
  list: staffProcedure.input(orderFilter).query(async ({ ctx, input }) => {
    const { search, status, limit } = input;
    const page = { now: ctx.services.clock.now(), limit, cursor: input.cursor ?? null };
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
    const { order, redemptions: lines } = await readOrder(services, staff.workspaceId, input.id);
    const reversals = new Map(lines.map(({ id, reversedAt }) => [id, reversedAt]));
    const redemptions = await readRedemptions(services.database, staff.workspaceId, input.id);
    return {
      ...viewOrderFacts(order),
      redemptions: redemptions.map((redemption) => ({
        ...redemption,
        createdAt: redemption.createdAt.toISOString(),
        reversedAt: isoOf(reversals.get(redemption.id) ?? redemption.reversedAt),
      })),
    };
  }),

  /** The operator calls a trip off; what comes back may get a later last day. */
  cancel: managerProcedure
    .input(z.object({ id, validThrough: z.string().max(10).nullable() }))
    .mutation(async ({ ctx, input }) => {
      const order = { workspaceId: ctx.staff.workspaceId, orderId: input.id };
      await cancelOrderById(ctx.services, order, ctx.actor, input.validThrough);
      return { id: input.id };
    }),
});
