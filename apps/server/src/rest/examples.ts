import type { z } from '@hono/zod-openapi';
import type {
  certificate,
  certificatePage,
  certificateWithCode,
  checkoutToken,
  codeCheck,
  codeCheckInput,
  codeInput,
  extendInput,
  newCertificate,
  newOrder,
  order,
  orderChange,
  reactivateInput,
  reissueInput,
  voidInput,
} from './schemas.ts';

// One story through all examples: Ines gives Jonas 150 euros, and he spends them on a booking of 420.

const CODE = '4Q7X-9M2B-C8KS';
const REISSUED_CODE = 'T3F8-0WNH-5R62';
const ORDER_ID = '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a';
const CERTIFICATE_ID = '01990b5d-11f4-7b0a-8c21-5d6e7f809a1b';
const REDEMPTION_ID = '01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f';
const SEGMENT_ID = '01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a';

const ORDER_OPEN: z.output<typeof order> = {
  id: ORDER_ID,
  reference: 'AJ-2026-1042',
  status: 'open',
  currency: 'EUR',
  total: 42_000,
  applied: 0,
  due: 42_000,
  customer: { name: 'Jonas Weber', email: 'jonas@example.com' },
  expires_at: '2099-01-31T12:00:00.000Z',
  redemptions: [],
};
const REDEMPTION = {
  id: REDEMPTION_ID,
  certificate_id: CERTIFICATE_ID,
  code_last4: 'C8KS',
  amount: 15_000,
  created_at: '2026-11-22T13:05:00.000Z',
  reversed_at: null,
};
const ORDER_WITH_REDEMPTION: z.output<typeof order> = {
  ...ORDER_OPEN,
  applied: 15_000,
  due: 27_000,
  redemptions: [REDEMPTION],
};
const GIVEN_BACK = { ...REDEMPTION, reversed_at: '2026-11-22T13:09:00.000Z' };

const CERTIFICATE_ACTIVE: z.output<typeof certificate> = {
  id: CERTIFICATE_ID,
  number: 'GC-2026-000042',
  status: 'active',
  kind: 'purchased',
  origin: 'api',
  amount: 15_000,
  currency: 'EUR',
  code_last4: 'C8KS',
  valid_through: '2028-11-21',
  purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
  recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
  message: 'See you at the fjord!',
  type_id: null,
  segment_id: SEGMENT_ID,
  order_id: null,
  created_at: '2026-11-22T09:30:00.000Z',
  activated_at: '2026-11-22T09:30:00.000Z',
  redeemed_at: null,
  voided_at: null,
  void_reason: null,
};

export const ORDERS = {
  open: ORDER_OPEN,
  changed: { ...ORDER_WITH_REDEMPTION, total: 38_000, due: 23_000 },
  redeemed: ORDER_WITH_REDEMPTION,
  reversed: { ...ORDER_OPEN, redemptions: [GIVEN_BACK] },
  completed: { ...ORDER_WITH_REDEMPTION, status: 'completed' },
  cancelled: { ...ORDER_OPEN, status: 'cancelled', redemptions: [GIVEN_BACK] },
} as const satisfies Record<string, z.output<typeof order>>;

export const CERTIFICATES = {
  active: CERTIFICATE_ACTIVE,
  extended: { ...CERTIFICATE_ACTIVE, valid_through: '2029-11-21' },
  voided: {
    ...CERTIFICATE_ACTIVE,
    status: 'voided',
    voided_at: '2026-11-23T08:00:00.000Z',
    void_reason: 'Bought twice by mistake',
  },
} as const satisfies Record<string, z.output<typeof certificate>>;

export const CERTIFICATE_CREATED: z.output<typeof certificateWithCode> = {
  ...CERTIFICATE_ACTIVE,
  code: CODE,
};
export const CERTIFICATE_REISSUED: z.output<typeof certificateWithCode> = {
  ...CERTIFICATE_ACTIVE,
  code_last4: '5R62',
  code: REISSUED_CODE,
};
export const CERTIFICATE_PAGE: z.output<typeof certificatePage> = {
  data: [CERTIFICATE_ACTIVE],
  next_cursor: 'MjAyNi0xMS0yMlQwOTozMDowMC4wMDBaXzAxOTkwYjVkLTExZjQtN2IwYS04YzIxLTVkNmU3ZjgwOWExYg',
};
export const CHECKOUT_TOKEN: z.output<typeof checkoutToken> = {
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJvcmRlcklkIjoiMDE5OTBiNWUifQ.c2lnbmF0dXJl',
  expires_at: '2026-11-22T15:05:00.000Z',
};
export const CODE_CHECKS = {
  redeemable: {
    summary: 'The code can be used',
    value: {
      redeemable: true,
      certificate_id: CERTIFICATE_ID,
      code_last4: 'C8KS',
      amount: 15_000,
      currency: 'EUR',
      valid_through: '2028-11-21',
    },
  },
  refused: {
    summary: 'The order needs 30.00 more',
    value: {
      redeemable: false,
      refusal: {
        code: 'exceeds_amount_due',
        detail: 'The certificate is worth more than is due on this order.',
        amount: 15_000,
        due: 12_000,
        missing: 3_000,
        currency: 'EUR',
      },
    },
  },
} as const satisfies Record<string, { summary: string; value: z.output<typeof codeCheck> }>;

export const BODIES = {
  newOrder: {
    reference: 'AJ-2026-1042',
    total: 42_000,
    currency: 'EUR',
    customer: { name: 'Jonas Weber', email: 'jonas@example.com' },
    expires_at: '2099-01-31T12:00:00Z',
  },
  orderChange: { total: 38_000 },
  codeInput: { code: CODE },
  codeCheckInput: { code: CODE },
  newCertificate: {
    amount: 15_000,
    currency: 'EUR',
    payment: { method: 'card_terminal', reference: 'Till 2, receipt 1042' },
    purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
    recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
    message: 'See you at the fjord!',
  },
  voidInput: { reason: 'Bought twice by mistake' },
  reactivateInput: {},
  extendInput: { valid_through: '2029-11-21' },
  reissueInput: { reason: 'Sent to a wrong address', send: true },
} as const satisfies {
  newOrder: z.input<typeof newOrder>;
  orderChange: z.input<typeof orderChange>;
  codeInput: z.input<typeof codeInput>;
  codeCheckInput: z.input<typeof codeCheckInput>;
  newCertificate: z.input<typeof newCertificate>;
  voidInput: z.input<typeof voidInput>;
  reactivateInput: z.input<typeof reactivateInput>;
  extendInput: z.input<typeof extendInput>;
  reissueInput: z.input<typeof reissueInput>;
};
