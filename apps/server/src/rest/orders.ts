import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { decodeJwt } from 'jose';
import { announceOrder } from '../orders/announce-order.ts';
import { cancelOrderById, changeOrderTotal, completeOrderById } from '../orders/change-order.ts';
import { issueCheckoutToken } from '../orders/issue-checkout-token.ts';
import { readOrder } from '../orders/order-view.ts';
import type { Services } from '../services.ts';
import type { SignedToken } from '../tokens/tokens.ts';
import { answerOnce, idFor } from './answer-once.ts';
import { type RestEnv, scoped } from './caller.ts';
import { BODIES, CHECKOUT_TOKEN, ORDERS } from './examples.ts';
import { takingJson } from './read-json.ts';
import { refuseBody } from './refuse-body.ts';
import { idempotencyHeader, json, jsonBody, problemsOf } from './route-parts.ts';
import { checkoutToken, idParam, newOrder, order, orderChange } from './schemas.ts';
import { type OrderJson, orderJson } from './views.ts';

const tags = ['Orders'];

/** `converge`: repeats end in the same state by themselves, and the answer is kept as it is. */
const KEPT_AS_IT_IS = {
  overlap: 'converge',
  keep: (answer: OrderJson) => answer,
  restore: (kept: OrderJson) => kept,
} as const;

const issue = z.object({ iat: z.int(), language: z.string() });

function tokenJson({ token, expiresAt }: SignedToken) {
  return { token, expires_at: expiresAt.toISOString() };
}

export function addOrderRoutes(rest: OpenAPIHono<RestEnv>, services: Services): void {
  const mayRead = scoped(services, 'read', 'redeem');
  const mayRedeem = scoped(services, 'redeem');

  const create = createRoute({
    method: 'post',
    path: '/v1/orders',
    operationId: 'createOrder',
    summary: 'Announce an order under your own reference',
    tags,
    ...takingJson(mayRedeem),
    request: { headers: idempotencyHeader, body: jsonBody(newOrder, BODIES.newOrder) },
    responses: {
      201: json(order, 'The order, open.', ORDERS.open),
      ...problemsOf(['body', 'repeatable'], 'order_reference_taken'),
    },
  });
  rest.openapi(create, async (context) => {
    const { caller } = context.var;
    const { reference, total, currency, customer, expires_at } = context.req.valid('json');
    const announcement = {
      id: idFor('order', caller, services.clock.now()),
      reference,
      totalMinor: total,
      currency,
      customerName: customer?.name ?? null,
      customerEmail: customer?.email ?? null,
      expiresAt: expires_at ? new Date(expires_at) : null,
    };
    const answer = await answerOnce(services, context, {
      ...KEPT_AS_IT_IS,
      work: async () => orderJson(await announceOrder(services, caller.apiKey.workspaceId, announcement)),
    });
    return context.json(answer, 201, { location: `/v1/orders/${answer.id}` });
  });

  const read = createRoute({
    method: 'get',
    path: '/v1/orders/{id}',
    operationId: 'readOrder',
    summary: 'Read an order: do this before you charge the card for what is due',
    tags,
    ...mayRead,
    request: { params: idParam },
    responses: { 200: json(order, 'The order.', ORDERS.redeemed), ...problemsOf([], 'not_found') },
  });
  rest.openapi(read, async (context) => {
    const { workspaceId } = context.var.caller.apiKey;
    const view = await readOrder(services, workspaceId, context.req.valid('param').id);
    return context.json(orderJson(view), 200);
  });

  const change = createRoute({
    method: 'patch',
    path: '/v1/orders/{id}',
    operationId: 'changeOrder',
    summary: 'Change the total, never under what is applied',
    tags,
    ...takingJson(mayRedeem),
    request: { params: idParam, body: jsonBody(orderChange, BODIES.orderChange) },
    responses: {
      200: json(order, 'The order with its new total.', ORDERS.changed),
      ...problemsOf(['body'], 'not_found', 'order_closed', 'stale'),
    },
  });
  rest.openapi(change, async (context) => {
    const { workspaceId } = context.var.caller.apiKey;
    const { id } = context.req.valid('param');
    const view = await changeOrderTotal(
      services,
      { workspaceId, orderId: id },
      context.req.valid('json').total,
    );
    return context.json(orderJson(view), 200);
  });

  const token = createRoute({
    method: 'post',
    path: '/v1/orders/{id}/checkout-tokens',
    operationId: 'createCheckoutToken',
    summary: 'A short-lived token for the widget on this order',
    tags,
    security: mayRedeem.security,
    middleware: [mayRedeem.middleware, refuseBody] as const,
    request: { params: idParam, headers: idempotencyHeader },
    responses: {
      201: json(checkoutToken, 'Put it into the widget.', CHECKOUT_TOKEN),
      ...problemsOf(['bodiless', 'repeatable'], 'not_found', 'order_closed'),
    },
  });
  rest.openapi(token, async (context) => {
    const { workspaceId } = context.var.caller.apiKey;
    const orderId = context.req.valid('param').id;
    // A token's signature is worth keeping secret: kept is what it was made from, and signing that gives the same token.
    const answer = await answerOnce(services, context, {
      overlap: 'converge',
      work: async () => tokenJson(await issueCheckoutToken(services, workspaceId, orderId)),
      keep: ({ token }) => issue.parse(decodeJwt(token)),
      restore: async ({ iat, language }) =>
        tokenJson(
          await services.tokens.sign('checkout', { workspaceId, orderId, language }, new Date(iat * 1000)),
        ),
    });
    return context.json(answer, 201);
  });

  const closing = (action: 'complete' | 'cancel', summary: string, ended: string, example: OrderJson) =>
    createRoute({
      method: 'post',
      path: `/v1/orders/{id}/${action}` as const,
      operationId: `${action}Order`,
      summary,
      tags,
      security: mayRedeem.security,
      middleware: [mayRedeem.middleware, refuseBody] as const,
      request: { params: idParam, headers: idempotencyHeader },
      responses: {
        200: json(order, ended, example),
        ...problemsOf(['bodiless', 'repeatable'], 'not_found', 'order_closed', 'stale'),
      },
    });

  rest.openapi(
    closing(
      'complete',
      'Complete an order: what was applied stays applied',
      'The order, completed.',
      ORDERS.completed,
    ),
    async (context) => {
      const order = {
        workspaceId: context.var.caller.apiKey.workspaceId,
        orderId: context.req.valid('param').id,
      };
      const answer = await answerOnce(services, context, {
        ...KEPT_AS_IT_IS,
        work: async () => orderJson(await completeOrderById(services, order)),
      });
      return context.json(answer, 200);
    },
  );

  rest.openapi(
    closing(
      'cancel',
      'Cancel an order: every certificate comes back',
      'The order, cancelled.',
      ORDERS.cancelled,
    ),
    async (context) => {
      const { apiKey, actor } = context.var.caller;
      const order = { workspaceId: apiKey.workspaceId, orderId: context.req.valid('param').id };
      const answer = await answerOnce(services, context, {
        ...KEPT_AS_IT_IS,
        work: async () => orderJson(await cancelOrderById(services, order, actor)),
      });
      return context.json(answer, 200);
    },
  );
}
