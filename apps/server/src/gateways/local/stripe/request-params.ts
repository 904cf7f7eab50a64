import { z } from 'zod';
import { type FormNode, paramName, parseFormBody } from './form-body.ts';
import { StripeProblem } from './stripe-problem.ts';

const integer = z
  .string()
  .regex(/^\d{1,15}$/, 'Invalid integer')
  .transform(Number);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const url = z.url({ protocol: /^https?$/, error: 'Not a valid URL' }).max(5_000);

/** https://docs.stripe.com/api/metadata: 50 keys of 40 characters, values of 500. */
const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((value) => Object.keys(value).length <= 50)
  .default({});

const lineItem = z.strictObject({
  quantity: integer.refine((quantity) => quantity >= 1),
  price_data: z.strictObject({
    currency: z.string(),
    unit_amount: integer,
    product_data: z.strictObject({
      name: z.string().min(1).max(250),
      description: z.string().min(1).max(5_000).optional(),
    }),
  }),
});

/** The parameters of Stripe's that the local server knows; any other is refused, as Stripe refuses one it does not know. */
const sessionParams = z.strictObject({
  mode: z.literal('payment'),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  line_items: z.array(lineItem).min(1).max(100),
  adaptive_pricing: z.strictObject({ enabled: flag.optional() }).optional(),
  branding_settings: z.strictObject({ display_name: z.string().min(1).max(250).optional() }).optional(),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.email({ error: 'Invalid email address' }).max(512).optional(),
  locale: z.string().max(10).optional(),
  metadata,
  payment_intent_data: z.strictObject({ metadata }).optional(),
  success_url: url,
  cancel_url: url.optional(),
  expires_at: integer.optional(),
});

const refundParams = z.strictObject({
  payment_intent: z.string(),
  amount: integer.refine((amount) => amount > 0).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
});

export type SessionParams = z.infer<typeof sessionParams>;
export type RefundParams = z.infer<typeof refundParams>;

export const readSessionParams = (body: string): SessionParams => read(sessionParams, body);
export const readRefundParams = (body: string): RefundParams => read(refundParams, body);

function read<Params>(shape: z.ZodType<Params>, body: string): Params {
  const form = parseFormBody(body);
  const parsed = shape.safeParse(form);
  if (parsed.success) return parsed.data;
  throw toProblem(parsed.error.issues[0], form);
}

function toProblem(issue: z.core.$ZodIssue | undefined, form: FormNode): StripeProblem {
  if (issue?.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? '']);
    return new StripeProblem(400, `Received unknown parameter: ${param}`, {
      code: 'parameter_unknown',
      param,
    });
  }
  const param = paramName(issue?.path ?? []);
  if (isMissing(form, issue?.path ?? [])) {
    return new StripeProblem(400, `Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return new StripeProblem(400, `${issue?.message ?? 'Invalid parameter'}: ${param}`, {
    code: 'parameter_invalid',
    param,
  });
}

function isMissing(form: FormNode, path: readonly PropertyKey[]): boolean {
  let node: FormNode | undefined = form;
  for (const key of path) {
    if (node === undefined || typeof node === 'string') return false;
    node = Array.isArray(node) ? node[Number(key)] : node[String(key)];
  }
  return node === undefined;
}
