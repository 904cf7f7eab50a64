import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { redeemCertificate, reverseRedemption } from '../certificates/redeem-certificate.ts';
import type { Services } from '../services.ts';
import { answerOnce, redemptionIdFor } from './answer-once.ts';
import { type RestEnv, scoped } from './caller.ts';
import { BODIES, ORDERS } from './examples.ts';
import { takingJson } from './read-json.ts';
import { idempotencyHeader, json, jsonBody, problemsOf } from './route-parts.ts';
import { codeInput, idParam, order, redemptionParams } from './schemas.ts';
import { orderJson } from './views.ts';

const tags = ['Redemptions'];

export function addRedemptionRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const mayRedeem = scoped(services, 'redeem');

  const redeem = createRoute({
    method: 'post',
    path: '/v1/orders/{id}/redemptions',
    operationId: 'redeemCertificate',
    summary: 'Apply a certificate in full to an open order',
    description: 'With a UUID as `Idempotency-Key` that UUID becomes the id of the redemption.',
    tags,
    ...takingJson(mayRedeem),
    request: { params: idParam, headers: idempotencyHeader, body: jsonBody(codeInput, BODIES.codeInput) },
    responses: {
      201: json(order, 'The order with the new redemption.', ORDERS.redeemed),
      ...problemsOf(
        ['body', 'repeatable'],
        'not_found',
        'stale',
        'code_malformed',
        'code_not_found',
        'certificate_pending',
        'certificate_redeemed',
        'certificate_voided',
        'certificate_expired',
        'exceeds_amount_due',
        'currency_mismatch',
        'order_closed',
      ),
    },
  });
  rest.openapi(redeem, async (context) => {
    const { caller } = context.var;
    const request = {
      workspaceId: caller.apiKey.workspaceId,
      orderId: context.req.valid('param').id,
      code: context.req.valid('json').code,
      redemptionId: redemptionIdFor(caller, services.clock.now()),
      actor: caller.actor,
      disclosure: 'exact',
    } as const;
    const answer = await answerOnce(services, context, {
      overlap: 'converge',
      work: async () => orderJson(await redeemCertificate(services, request)),
      keep: (answer) => answer,
      restore: (kept) => kept,
    });
    return context.json(answer, 201);
  });

  const reverse = createRoute({
    method: 'delete',
    path: '/v1/orders/{id}/redemptions/{redemption}',
    operationId: 'reverseRedemption',
    summary: 'Take a certificate off an open order again; repeating it changes nothing',
    tags,
    ...mayRedeem,
    request: { params: redemptionParams },
    responses: {
      200: json(order, 'The order without it.', ORDERS.reversed),
      ...problemsOf(['bodiless'], 'not_found', 'order_closed', 'stale'),
    },
  });
  rest.openapi(reverse, async (context) => {
    const { apiKey, actor } = context.var.caller;
    const { id, redemption } = context.req.valid('param');
    const request = { workspaceId: apiKey.workspaceId, orderId: id, redemptionId: redemption, actor };
    return context.json(orderJson(await reverseRedemption(services, request)), 200);
  });
}
