import { CERTIFICATE_STATUSES, ORDER_STATUSES } from '@boon/core';
import { isCursor } from '@boon/db';
import { z } from 'zod';

// Shapes and bounds only: what is right for a gift is the domain's to say, field by field.
const TEXT_MAX = 20_000;

/** Long enough for any honest value, so that the domain's own limits get to name the field and the problem. */
export const text = z.string().max(TEXT_MAX);
export const id = z.uuid();
export const slug = z.string().max(64);
export const code = z.string().max(200);

export const gift = z.object({
  amountMinor: z.number(),
  purchaser: z.object({ name: text, email: text }),
  recipient: z.object({ name: text, email: text.nullable() }),
  message: text,
  delivery: z.enum(['email', 'print']),
  deliverOn: z.string().max(10).nullable(),
});

const days = z.number().int().min(1).max(3_650);
const cursor = z.string().refine(isCursor, 'is not a cursor of this list');
const limit = z.number().int().min(1).max(100).default(50);
const search = z.string().trim().max(200);

export const certificateFilter = z.object({
  search: search.optional(),
  status: z.array(z.enum(CERTIFICATE_STATUSES)).max(5).optional(),
  origin: z
    .array(z.enum(['portal', 'admin', 'api', 'import']))
    .max(4)
    .optional(),
  expiresWithinDays: days.optional(),
  soldWithinDays: days.optional(),
  redeemedWithinDays: days.optional(),
  cursor: cursor.optional(),
  limit,
});

export const orderFilter = z.object({
  search: search.optional(),
  status: z.array(z.enum(ORDER_STATUSES)).max(3).optional(),
  cursor: cursor.optional(),
  limit,
});
