import { CERTIFICATE_STATUSES, holdsControlCharacters, ORDER_STATUSES } from '@boon/core';
import { isCursor } from '@boon/db';
import { z } from 'zod';

export { giftShape as gift, inputText as text } from '@boon/core/input';

/** However the caller spells it, it is one id from here on: codes are sealed for it, and limits count by it. */
export const id = z.uuid().toLowerCase();
/** A text the database is asked about as it is: what it could not keep as text, it cannot be asked about either. */
const line = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .refine((text) => !holdsControlCharacters(text), 'holds control characters');
export const slug = line(64);
export const code = z.string().max(200);

/** Money that staff took themselves. */
export const manualPayment = z.object({
  method: z.enum(['cash', 'transfer', 'card_terminal', 'other']),
  reference: line(200).trim().nullable(),
});

const days = z.number().int().min(1).max(3_650);
const cursor = z.string().refine(isCursor, 'is not a cursor of this list');
const limit = z.number().int().min(1).max(100).default(50);
const search = line(200).trim();

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
