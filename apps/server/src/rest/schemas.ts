import {
  CERTIFICATE_STATUSES,
  EMAIL_LENGTH_MAX,
  emailProblem,
  MESSAGE_LENGTH_MAX,
  NAME_LENGTH_MAX,
  ORDER_STATUSES,
  REASON_LENGTH_MAX,
} from '@boon/core';
import { z } from '@hono/zod-openapi';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const REFERENCE_LENGTH_MAX = 100;

/** Text in one line that PostgreSQL can hold. */
function line(lengthMax: number) {
  return z
    .string()
    .min(1)
    .max(lengthMax)
    .refine(
      (text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
      'must be one line without control characters',
    )
    .refine((text) => /[^\s\p{Cf}]/u.test(text), 'must have at least one visible character');
}

const email = z
  .string()
  .max(EMAIL_LENGTH_MAX)
  .superRefine((text, context) => {
    const problem = emailProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .openapi({ format: 'email', example: 'ines@example.com' });

const amount = z
  .int()
  .min(1)
  .openapi({ format: 'int64', description: 'In the minor unit of the currency.', example: 15000 });
const amountOrZero = z
  .int()
  .min(0)
  .openapi({ format: 'int64', description: 'In the minor unit of the currency.', example: 15000 });
const currencyIn = z
  .string()
  .refine((text) => CURRENCIES.has(text), 'must be an ISO 4217 code in capitals')
  .openapi({ pattern: '^[A-Z]{3}$', example: 'EUR', description: 'ISO 4217.' });
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .openapi({ example: 'EUR', description: 'ISO 4217.' });
const instant = z.iso.datetime().openapi({ example: '2026-11-22T13:05:00.000Z' });
/** However the caller spells it, it is one id from here on: codes are sealed for it, and limits count by it. */
const id = z.uuid().toLowerCase().openapi({ example: '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a' });
const last4 = z.string().length(4).openapi({ example: '7K2M' });
/** Of any length: what is too long is no code, and is answered as such. */
const code = z.string().openapi({ description: 'As the customer typed it.', example: '4Q7X-9M2B-C8KS' });

const person = z.object({ name: z.string(), email: z.string() });
const maybePerson = z.object({ name: z.string(), email: z.string().nullable() });

const redemption = z
  .strictObject({
    id,
    certificate_id: id,
    code_last4: last4,
    amount,
    created_at: instant,
    reversed_at: instant.nullable().openapi({ example: null }),
  })
  .openapi('Redemption');

export const order = z
  .strictObject({
    id,
    reference: z.string().openapi({ example: 'AJ-2026-1042' }),
    status: z.enum(ORDER_STATUSES),
    currency,
    total: amountOrZero,
    applied: amountOrZero.openapi({ description: 'What certificates have paid.', example: 0 }),
    due: amountOrZero.openapi({ description: 'What is still to be paid by other means.' }),
    customer: z.strictObject({ name: z.string().nullable(), email: z.string().nullable() }).nullable(),
    expires_at: instant.nullable(),
    redemptions: z.array(redemption).openapi({ description: 'Oldest first; reversed ones stay listed.' }),
  })
  .openapi('Order');

const certificateShape = {
  id,
  number: z.string().openapi({ example: 'GC-2026-000042' }),
  status: z.enum(CERTIFICATE_STATUSES),
  kind: z.enum(['purchased', 'complimentary', 'compensation', 'migrated']),
  origin: z.enum(['portal', 'admin', 'api', 'import']),
  amount,
  currency,
  code_last4: last4,
  valid_through: z.iso
    .date()
    .nullable()
    .openapi({ description: 'The last valid local date.', example: '2028-11-21' }),
  purchaser: person,
  recipient: maybePerson,
  message: z.string(),
  type_id: id.nullable().openapi({ example: null }),
  segment_id: id,
  order_id: id.nullable().openapi({ example: null }),
  created_at: instant,
  activated_at: instant.nullable(),
  redeemed_at: instant.nullable().openapi({ example: null }),
  voided_at: instant.nullable().openapi({ example: null }),
  void_reason: z.string().nullable().openapi({ example: null }),
};
export const certificate = z.strictObject(certificateShape).openapi('Certificate');
export const certificateWithCode = z
  .strictObject({
    ...certificateShape,
    code: z
      .string()
      .openapi({ description: 'The full code: here and nowhere else.', example: '4Q7X-9M2B-C8KS' }),
  })
  .openapi('CertificateWithCode');
export const certificatePage = z
  .strictObject({
    data: z.array(certificate),
    next_cursor: z
      .string()
      .nullable()
      .openapi({ description: 'For the next page, with the same filters; null on the last one.' }),
  })
  .openapi('CertificatePage');

export const checkoutToken = z
  .strictObject({
    token: z.string(),
    expires_at: instant.openapi({ description: 'Two hours after it was made.' }),
  })
  .openapi('CheckoutToken', {
    example: { token: 'eyJhbGciOiJIUzI1NiJ9…', expires_at: '2026-11-22T15:05:00.000Z' },
  });

const refusal = z.strictObject({
  code: z.string().openapi({ example: 'exceeds_amount_due' }),
  detail: z.string(),
  amount: amount.optional(),
  due: amountOrZero.optional(),
  missing: amount.optional(),
  currency: currency.optional(),
  certificate_currency: currency.optional(),
  order_currency: currency.optional(),
  order_status: z.enum(ORDER_STATUSES).optional(),
});
export const codeCheck = z
  .discriminatedUnion('redeemable', [
    z.strictObject({
      redeemable: z.literal(true),
      certificate_id: id,
      code_last4: last4,
      amount,
      currency,
      valid_through: z.iso.date().nullable(),
    }),
    z.strictObject({ redeemable: z.literal(false), refusal }),
  ])
  .openapi('CodeCheck');

export const problem = z
  .strictObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'Stable; decide by this.' }),
    detail: z.string().openapi({ description: 'A sentence for people.' }),
    request_id: id,
    fields: z.record(z.string(), z.string()).optional(),
    amount: amount.optional().openapi({ description: 'What the certificate is worth.' }),
    due: amountOrZero.optional().openapi({ description: 'What is still due on the order.' }),
    applied: amountOrZero.optional().openapi({ description: 'What certificates have paid of the order.' }),
    missing: amount.optional().openapi({ description: 'How much more the order needs.' }),
    currency: currency.optional(),
    certificate_currency: currency.optional(),
    order_currency: currency.optional(),
    workspace_currency: currency.optional(),
    order_status: z.enum(ORDER_STATUSES).optional(),
    order_id: id.optional().openapi({ description: 'The order that has the reference.' }),
    changed_by: z.string().nullable().optional(),
    changed_at: instant.nullable().optional(),
    version: z.int().optional(),
    retry_after_seconds: z.number().optional(),
  })
  .openapi('Problem', { description: 'RFC 9457, `application/problem+json`.' });

export const newOrder = z
  .strictObject({
    reference: line(REFERENCE_LENGTH_MAX).openapi({ description: 'Yours, unique.', example: 'AJ-2026-1042' }),
    total: amountOrZero.openapi({ example: 42000 }),
    currency: currencyIn,
    customer: z
      .strictObject({ name: line(NAME_LENGTH_MAX).nullish(), email: email.nullish() })
      .nullish()
      .openapi({ example: { name: 'Ines Duarte', email: 'ines@example.com' } }),
    expires_at: z.iso.datetime({ offset: true }).nullish().openapi({
      description: 'When an order still open is cancelled by itself: in the future.',
      example: '2099-01-31T12:00:00Z',
    }),
  })
  .openapi('NewOrder');
export const orderChange = z
  .strictObject({ total: amountOrZero.openapi({ example: 38000 }) })
  .openapi('OrderChange');
export const codeInput = z.strictObject({ code }).openapi('CodeInput');
export const codeCheckInput = z
  .strictObject({
    code,
    order_id: id.nullish().openapi({ description: 'To check against what is due on an order.' }),
  })
  .openapi('CodeCheckInput');

/** Text that PostgreSQL can hold. What is right for a gift is decided by the domain, with a sentence for each field. */
function text(lengthMax: number) {
  return z
    .string()
    .max(lengthMax)
    .refine((value) => !/[^\P{C}\p{Cf}\p{Co}\p{Cn}\n\r\t]/u.test(value), 'must not have control characters');
}

const giftName = text(NAME_LENGTH_MAX * 2).openapi({ minLength: 1, maxLength: NAME_LENGTH_MAX });
const giftEmail = text(EMAIL_LENGTH_MAX).openapi({ format: 'email', minLength: 3 });

export const newCertificate = z
  .strictObject({
    amount: z
      .int()
      .openapi({ format: 'int64', description: "Within the workspace's limits.", example: 15000 }),
    currency: currencyIn,
    kind: z.enum(['purchased', 'complimentary', 'compensation']).default('purchased'),
    payment: z
      .strictObject({
        method: z.enum(['cash', 'transfer', 'card_terminal', 'other']),
        reference: line(REFERENCE_LENGTH_MAX).nullish().openapi({ example: 'Till 2, receipt 1042' }),
      })
      .nullish()
      .openapi({
        description:
          'How it was paid. Without, a purchased certificate starts pending; one that is given for free has none.',
      }),
    purchaser: z.strictObject({ name: giftName, email: giftEmail }).openapi({
      example: { name: 'Ines Duarte', email: 'ines@example.com' },
    }),
    recipient: z.strictObject({ name: giftName, email: giftEmail.nullish() }).openapi({
      example: { name: 'Jonas Weber', email: 'jonas@example.com' },
      description: 'Without an e-mail address the certificate is for printing.',
    }),
    message: text(MESSAGE_LENGTH_MAX * 2)
      .default('')
      .openapi({ maxLength: MESSAGE_LENGTH_MAX, example: 'See you at the fjord!' }),
    type_id: id.nullish().openapi({ example: null }),
    segment: line(NAME_LENGTH_MAX)
      .nullish()
      .openapi({ description: "A segment's slug; the default one without.", example: null }),
    deliver_on: z.iso.date().nullish().openapi({
      description:
        'Local date, at most a year ahead; at once without. Only for what is mailed to the recipient.',
      example: null,
    }),
    send: z.boolean().default(true).openapi({ description: 'Send the mails once it is active.' }),
  })
  .openapi('NewCertificate');
/** One that is too long by itself is refused with how much too long it is. */
const reason = (example: string) =>
  text(REASON_LENGTH_MAX * 2).openapi({ minLength: 1, maxLength: REASON_LENGTH_MAX, example });
export const voidInput = z.strictObject({ reason: reason('Bought twice by mistake') }).openapi('VoidInput');

const lastDay = z.iso.date('is not a date such as 2028-11-21').openapi({
  description: 'The new last valid local date: later than the last one, and than yesterday.',
  example: '2028-11-21',
});
export const reactivateInput = z
  .strictObject({ valid_through: lastDay.optional() })
  .openapi('ReactivateInput');
export const extendInput = z.strictObject({ valid_through: lastDay }).openapi('ExtendInput');
export const reissueInput = z
  .strictObject({
    reason: reason('Sent to a wrong address'),
    send: z.boolean().default(true).openapi({ description: 'Whether the new code is mailed at once.' }),
  })
  .openapi('ReissueInput');

const LIST_LIMIT_MAX = 100;
export const certificateQuery = z.strictObject({
  status: z.enum(CERTIFICATE_STATUSES).optional(),
  origin: z.enum(['portal', 'admin', 'api', 'import']).optional(),
  q: line(EMAIL_LENGTH_MAX).optional().openapi({
    description:
      "Part of a name, an e-mail address or a number, or a code's last four characters. Never a full code.",
    example: 'ines@example.com',
  }),
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(LIST_LIMIT_MAX))
    .default(25)
    .openapi({ type: 'integer', minimum: 1, maximum: LIST_LIMIT_MAX, default: 25 }),
  cursor: z.string().max(200).optional().openapi({ description: 'The `next_cursor` of the page before.' }),
});

export const idParam = z.object({ id: id.openapi({ param: { name: 'id', in: 'path' } }) });
export const redemptionParams = z.object({
  id: id.openapi({ param: { name: 'id', in: 'path' } }),
  redemption: id.openapi({ param: { name: 'redemption', in: 'path' } }),
});
