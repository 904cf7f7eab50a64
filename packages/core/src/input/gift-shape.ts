import { z } from 'zod';

/** Far above any honest value: the rules of `checkGift` get to name the field and the problem, not this bound. */
const TEXT_LENGTH_MAX = 20_000;

export const inputText = z.string().max(TEXT_LENGTH_MAX);

/**
 * The shape of a gift as it comes over the wire; what is right in each field is for `checkGift` to say. Apart from the
 * rest of the domain, because browsers must not load zod.
 */
export const giftShape = z.object({
  amountMinor: z.number(),
  purchaser: z.object({ name: inputText, email: inputText }),
  recipient: z.object({ name: inputText, email: inputText.nullable() }),
  message: inputText,
  delivery: z.enum(['email', 'print']),
  deliverOn: z.string().max(10).nullable(),
});
