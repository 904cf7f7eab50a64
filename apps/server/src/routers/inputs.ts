import { CERTIFICATE_STATUSES, ORDER_STATUSES } from '@boon/core';
import { isCursor } from '@boon/db';
import { z } from 'zod';

export { giftShape as gift, inputText as text } from '@boon/core/input';

export const id = z.uuid();
export const slug = z.string().max(64);
export const code = z.string().max(200);

/** Money that staff took themselves. */
export const manualPayment = z.object({
  method: z.enum(['cash', 'transfer', 'card_terminal', 'other']),
  reference: z.string().trim().max(200).nullable(),
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
