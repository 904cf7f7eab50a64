import { z } from 'zod';
import { redeemCertificate, reverseRedemption } from '../certificates/redeem-certificate.ts';
import { readOrder } from '../orders/order-view.ts';
import { chooseWording } from '../widget-wording/choose-wording.ts';
import { code, id } from './inputs.ts';
import { checkoutProcedure, router } from './trpc.ts';
import { viewForWidget } from './views.ts';

const WIDGET = { kind: 'widget', id: null, name: null } as const;

/** A page may write anything into the attribute; what is too long for a language counts as nothing said. */
const locale = z.string().max(100).optional().catch(undefined);

/** What the widget calls with its checkout token: one order, and only while the token lives. */
export const widgetRouter = router({
  /** Brings the widget's words along, unless they are English: its script has no room for any other language. */
  order: checkoutProcedure.input(z.object({ locale }).optional()).query(async ({ ctx, input }) => {
    const { workspaceId, orderId, language, origin } = ctx.checkout;
    const view = await readOrder(ctx.services, workspaceId, orderId, origin);
    return {
      ...viewForWidget(view, language, ctx.services.testMode),
      wording: chooseWording([input?.locale, language]),
    };
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
