import { type KeptRedemption, type RedeemedAtOnce, redeemedFromKept } from '@boon/db';
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  redeemCertificate,
  redeemingAtOnce,
  reverseRedemption,
  wantedToRedeem,
} from '../certificates/redeem-certificate.ts';
import { type OrderView, viewOrder } from '../orders/order-view.ts';
import type { Services } from '../services.ts';
import { answerWithFact, redemptionIdFor } from './answer-once.ts';
import { type RestEnv, scoped } from './caller.ts';
import { type CodeReading, scopedToCodes } from './code-caller.ts';
import { BODIES, ORDERS } from './examples.ts';
import { takingJson } from './read-json.ts';
import { idempotencyHeader, json, jsonBody, problemsOf } from './route-parts.ts';
import { codeInput, idParam, order, redemptionParams } from './schemas.ts';
import { type OrderJson, orderJson } from './views.ts';

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
    ...takingJson(scopedToCodes(services, redeeming(services))),
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
        'rate_limited',
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
      guesser: {},
      ...(caller.readAhead === undefined ? {} : { readAhead: caller.readAhead }),
    } as const;
    const answer = await answerWithFact<OrderJson>(
      services,
      context,
      async (keeper) => {
        const kept = keeper && {
          answerFor: (view: OrderView) => keeper.answerFor(orderJson(view)),
          onKept: keeper.onKept,
        };
        return orderJson(await redeemCertificate(services, { ...request, keeper: kept }));
      },
      restoreRedemption,
    );
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

/** As the domain gave it, or as the statement kept it that redeemed at once. */
function restoreRedemption(kept: unknown): OrderJson {
  const answer = kept as OrderJson | KeptRedemption;
  return 'lines' in answer ? redeemedJson(redeemedFromKept(answer)) : answer;
}

function redeemedJson({ redeemed: { order, lines } }: RedeemedAtOnce): OrderJson {
  return orderJson(viewOrder(order, lines));
}

/** The redemption's id is needed for the read already: a repeat finds what the first call made. */
function redeeming({ clock }: Services): CodeReading<z.infer<typeof codeInput>> {
  return {
    parse: (body) => codeInput.safeParse(body).data ?? null,
    codeOf: ({ code }) => code,
    wanted: ({ key, idempotencyKey, context }, lookups) => {
      const orderId = orderIdOf(context);
      const redemptionId = redemptionIdFor({ apiKey: key, idempotencyKey }, clock.now());
      return orderId === null ? null : wantedToRedeem({ orderId, redemptionId }, lookups);
    },
    guesser: ({ context }) => ({ orderId: orderIdOf(context) ?? '' }),
    redeeming: {
      atOnce: (fingerprint) => redeemingAtOnce({ clock }, 'api_key', fingerprint),
      answer: (redeemed, context) => context.json(redeemedJson(redeemed), 201),
    },
  };
}

function orderIdOf(context: Context<RestEnv>): string | null {
  return idParam.safeParse(context.req.param()).data?.id ?? null;
}
