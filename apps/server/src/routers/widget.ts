import { z } from 'zod';
import { redeemCertificate, reverseRedemption } from '../certificates/redeem-certificate.ts';
import { readOrder } from '../orders/order-view.ts';
import { code, id } from './inputs.ts';
import { checkoutProcedure, router } from './trpc.ts';
import { viewForWidget } from './views.ts';

const WIDGET = { kind: 'widget', id: null, name: null } as const;

/** What the widget calls with its checkout token: one order, and only while the token lives. */
export const widgetRouter = router({
  order: checkoutProcedure.query(async ({ ctx }) => {
    const { workspaceId, orderId, language, origin } = ctx.checkout;
    return viewForWidget(
      await readOrder(ctx.services, workspaceId, orderId, origin),
      language,
      ctx.services.testMode,
    );
  }),

  applyCode: checkoutProcedure
    .input(z.object({ code, redemptionId: id }))
    .mutation(async ({ ctx, input }) => {
      const view = await redeemCertificate(ctx.services, {
        ...ctx.checkout,
        ...input,
        actor: WIDGET,
        disclosure: 'uniform',
      });
      return viewForWidget(view, ctx.checkout.language, ctx.services.testMode);
    }),

  remove: checkoutProcedure.input(z.object({ redemptionId: id })).mutation(async ({ ctx, input }) => {
    const view = await reverseRedemption(ctx.services, { ...ctx.checkout, ...input, actor: WIDGET });
    return viewForWidget(view, ctx.checkout.language, ctx.services.testMode);
  }),
});
