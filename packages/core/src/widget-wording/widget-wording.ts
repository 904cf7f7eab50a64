/**
 * Every sentence of the widget, in English. What stands in braces is a place the widget fills in; a translation has the
 * same sentences with the same places. The sentence of a problem has the name of the problem.
 */
export const ENGLISH = {
  label: 'Gift certificate',
  hint: 'Have a gift certificate? Enter its code to pay with it.',
  testMode: 'Test mode',
  apply: 'Apply',
  tryAgain: 'Try again',
  remove: 'Remove',
  removeLabel: 'Remove gift certificate ending {last4}',
  list: 'Gift certificates on this order',
  item: 'Gift certificate ending {last4}\u00a0· ',
  applying: 'Applying the gift certificate …',
  removing: 'Removing the gift certificate …',
  applied: '{amount} applied. Left to pay: {due}.',
  paidInFull: '{amount} applied. Nothing is left to pay.',
  removed: '{amount} removed. Left to pay: {due}.',
  empty: 'Enter the code printed on your gift certificate.',
  length: 'A code has 12 letters and numbers. Please check whether some are missing or too many.',
  alphabet: 'A code has only the letters A to Z, never U, and numbers. Please check what you entered.',
  check: 'There is a typo in this code. Please compare it with your gift certificate.',
  code_not_found:
    'We could not find a gift certificate with this code. Please check it, or ask the business you have it from.',
  certificate_redeemed: 'This gift certificate has already been used.',
  already_applied: 'This gift certificate is already applied to your order.',
  certificate_expired: 'This gift certificate has expired.',
  exceeds_amount_due:
    'Your order needs {missing} more: this gift certificate is worth {amount} and is used in full on one order.',
  order_paid: 'Nothing is left to pay, so this gift certificate was not used.',
  currency_mismatch: 'This gift certificate is in another currency than your order.',
  order_closed: 'This order is closed. Its gift certificates can no longer be changed.',
  order_cancelled: 'This order is no longer valid. Its gift certificates can be used again.',
  unauthorized: 'This page has been open for too long. Please reload it to use a gift certificate.',
  rate_limited: 'Too many tries. Please wait a moment and try again.',
  rate_limited_for: 'Too many tries. Please try again {wait}.',
  unavailable:
    'Gift certificates cannot be reached right now. Please try again; you can still complete your booking without one.',
  origin_not_allowed:
    'Gift certificates cannot be used on this page. You can still complete your booking without one.',
  refused: 'This gift certificate could not be applied. Please ask the business you have it from.',
} as const;

/** The same sentences in any language. `{wait}` reads like "in 5 minutes". */
export type WidgetWording = Readonly<Record<keyof typeof ENGLISH, string>>;

/** The names in braces in a sentence: `'amount' | 'due'`. */
export type PlacesIn<Sentence extends string> = Sentence extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never;
