import { z } from '@hono/zod-openapi';
import { type ProblemCode, saysWhenToRetry, statusOf, titleOf } from './problems.ts';
import { problem } from './schemas.ts';

/** An answer with a JSON body. */
export function json<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  example: z.output<Schema>,
) {
  return { description, content: { 'application/json': { schema, example } } };
}

/** An answer with a JSON body of several shapes, each with an example. */
export function jsonOfKinds<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  examples: Readonly<Record<string, { readonly summary: string; readonly value: z.output<Schema> }>>,
) {
  return { description, content: { 'application/json': { schema, examples } } };
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>) {
  return { required: true, content: { 'application/json': { schema, example } } };
}

/** What every call can answer, besides what it names itself. */
const EVERYWHERE: readonly ProblemCode[] = [
  'unauthorized',
  'forbidden',
  'internal_error',
  'service_unavailable',
];
const OF_KIND = {
  /** Takes a JSON body. */
  body: ['malformed_json', 'body_too_large', 'unsupported_media_type', 'validation_failed'],
  /** Takes none, but one may be sent. */
  bodiless: ['body_too_large'],
  /** Takes an `Idempotency-Key`. */
  repeatable: ['idempotency_mismatch', 'validation_failed'],
} as const satisfies Record<string, readonly ProblemCode[]>;

type CallKind = keyof typeof OF_KIND;

/** The documented refusals of a call, by status, each code with an example. They are thrown, so handlers do not return them. */
export function problemsOf(kinds: readonly CallKind[], ...codes: readonly ProblemCode[]): object {
  const all = new Set([...EVERYWHERE, ...kinds.flatMap((kind) => OF_KIND[kind]), ...codes]);
  const byStatus = Map.groupBy([...all], statusOf);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemAnswer(codes)]));
}

const RETRY_AFTER = {
  'Retry-After': {
    description: 'Seconds after which a repeat has a chance; not with every code.',
    schema: { type: 'integer', minimum: 0 },
  },
} as const;

function problemAnswer(codes: readonly ProblemCode[]) {
  return {
    ...(codes.some(saysWhenToRetry) ? { headers: RETRY_AFTER } : {}),
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
    content: {
      'application/problem+json': {
        schema: problem,
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

const EXTRAS: Partial<Record<ProblemCode, object>> = {
  validation_failed: { fields: { total: 'must be a number, not a string' } },
  amount_out_of_range: { fields: { amount: 'Choose an amount from €25.00 to €2,000.00.' } },
  exceeds_amount_due: { amount: 15000, due: 12000, missing: 3000, currency: 'EUR' },
  order_closed: { order_status: 'completed' },
  order_reference_taken: { order_id: '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a' },
  rate_limited: { retry_after_seconds: 42 },
};

function exampleOf(code: ProblemCode) {
  return {
    type: `https://boon.example/docs#${code}`,
    title: titleOf(code),
    status: statusOf(code),
    code,
    detail: `${titleOf(code)}.`,
    request_id: '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a',
    ...EXTRAS[code],
  };
}

/** Accepted on every POST, and checked where the caller is identified, before the body is looked at. */
export const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .openapi({
      param: { name: 'Idempotency-Key', in: 'header' },
      minLength: 1,
      maxLength: 255,
      pattern: '^[\\x21-\\x7e]+$',
      description:
        'Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused.',
      example: '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a',
    }),
});
