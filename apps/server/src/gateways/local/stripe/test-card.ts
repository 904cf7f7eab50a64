export type TestCardVerdict =
  | 'approved'
  | 'card_declined'
  | 'insufficient_funds'
  | 'incomplete_number'
  | 'not_a_test_card';

/** https://docs.stripe.com/testing: nothing but these numbers is read, so a real card can neither pay nor be kept. */
const TEST_CARDS: Readonly<Record<string, TestCardVerdict>> = {
  '4242424242424242': 'approved',
  '4000000000000002': 'card_declined',
  '4000000000009995': 'insufficient_funds',
};

export function judgeTestCard(typed: string): TestCardVerdict {
  const digits = typed.slice(0, 100).replace(/[\s-]/g, '');
  const verdict = TEST_CARDS[digits];
  if (verdict !== undefined) return verdict;
  return /^\d{0,11}$/.test(digits) ? 'incomplete_number' : 'not_a_test_card';
}
