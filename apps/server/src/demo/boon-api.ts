import { z } from 'zod';

const REQUEST_TIMEOUT_MS = 8_000;
const TRIES_MAX = 2;

const orderSchema = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['open', 'completed', 'cancelled']),
  currency: z.string(),
  total: z.int(),
  applied: z.int(),
  due: z.int(),
  customer: z.object({ name: z.string().nullish(), email: z.string().nullish() }).nullish(),
  redemptions: z.array(
    z.object({ id: z.string(), code_last4: z.string(), amount: z.int(), reversed_at: z.string().nullable() }),
  ),
});
const tokenSchema = z.object({ token: z.string() });
const problemSchema = z.object({ code: z.string(), detail: z.string().optional() });

export type Order = z.infer<typeof orderSchema>;
type NewOrder = {
  readonly reference: string;
  readonly total: number;
  readonly currency: string;
  readonly customer: { readonly name: string; readonly email: string };
  readonly expires_at: string;
};

/** What Boon said instead of an answer; `unreachable` when it said nothing that could be read. */
export class BoonProblem extends Error {
  readonly code: string;
  readonly status: number | null;

  constructor({ code, status, detail }: { code: string; status: number | null; detail: string }) {
    super(detail);
    this.name = 'BoonProblem';
    this.code = code;
    this.status = status;
  }
}

/** The part of Boon's REST API that a checkout needs, called from the shop's own server. */
export type BoonApi = {
  createOrder(order: NewOrder): Promise<Order>;
  readOrder(orderId: string): Promise<Order>;
  createCheckoutToken(orderId: string): Promise<string>;
  completeOrder(orderId: string): Promise<Order>;
  cancelOrder(orderId: string): Promise<Order>;
};

type Call = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key?: string;
  readonly body?: unknown;
};

export function createBoonApi({ apiBase, apiKey }: { apiBase: string; apiKey: string }): BoonApi {
  async function call<Answer>(schema: z.ZodType<Answer>, request: Call): Promise<Answer> {
    const response = await send(request);
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) throw problemOf(response.status, answer);
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw unreachable('Boon answered in a shape this shop does not know.');
    return parsed.data;
  }

  /** Without an answer the same request goes out once more: the idempotency key makes the repeat harmless. */
  async function send({ method, path, key, body }: Call): Promise<Response> {
    const headers = new Headers({ authorization: `Bearer ${apiKey}`, accept: 'application/json' });
    if (key !== undefined) headers.set('idempotency-key', key);
    if (body !== undefined) headers.set('content-type', 'application/json');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await fetch(new URL(path, apiBase), {
          method,
          headers,
          body: body === undefined ? null : JSON.stringify(body),
          redirect: 'error',
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
      } catch {
        if (attempt === TRIES_MAX) throw unreachable('Boon did not answer.');
      }
    }
  }

  const at = (orderId: string, action = '') => `/v1/orders/${encodeURIComponent(orderId)}${action}`;
  return {
    createOrder: (order) =>
      call(orderSchema, { method: 'POST', path: '/v1/orders', key: `order-${order.reference}`, body: order }),
    readOrder: (orderId) => call(orderSchema, { method: 'GET', path: at(orderId) }),
    async createCheckoutToken(orderId) {
      const key = crypto.randomUUID();
      const { token } = await call(tokenSchema, {
        method: 'POST',
        path: at(orderId, '/checkout-tokens'),
        key,
      });
      return token;
    },
    completeOrder: (orderId) =>
      call(orderSchema, { method: 'POST', path: at(orderId, '/complete'), key: `complete-${orderId}` }),
    cancelOrder: (orderId) =>
      call(orderSchema, { method: 'POST', path: at(orderId, '/cancel'), key: `cancel-${orderId}` }),
  };
}

function problemOf(status: number, answer: unknown): BoonProblem {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return unreachable(`Boon answered with status ${status}.`);
  return new BoonProblem({
    code: problem.data.code,
    status,
    detail: problem.data.detail ?? problem.data.code,
  });
}

function unreachable(detail: string): BoonProblem {
  return new BoonProblem({ code: 'unreachable', status: null, detail });
}
