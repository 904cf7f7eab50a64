import { describe, expect, it } from 'vitest';
import { DomainError, REFUSALS, refuse, rejectFields } from './refusal.ts';

/** The codes of the public contract, with the kind of answer each has; their names are stable. */
const CONTRACT = {
  code_malformed: 'invalid',
  code_not_found: 'not_found',
  certificate_pending: 'conflict',
  certificate_redeemed: 'conflict',
  certificate_voided: 'conflict',
  certificate_expired: 'conflict',
  exceeds_amount_due: 'invalid',
  currency_mismatch: 'invalid',
  order_closed: 'conflict',
  order_reference_taken: 'conflict',
  type_not_available: 'forbidden',
  amount_out_of_range: 'invalid',
  portal_disabled: 'forbidden',
  rate_limited: 'rate_limited',
  idempotency_mismatch: 'conflict',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  validation_failed: 'invalid',
};

describe('refusals', () => {
  it('keep the names and kinds of the public contract', () => {
    expect(REFUSALS).toMatchObject(CONTRACT);
  });

  it('become an error with the same code, the kind of the table, the sentence and the details', () => {
    const error = new DomainError(refuse('order_closed', 'This order is closed.', { status: 'completed' }));
    expect(error).toMatchObject({
      name: 'DomainError',
      kind: 'conflict',
      code: 'order_closed',
      message: 'This order is closed.',
      details: { status: 'completed' },
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('of fields name each of them', () => {
    expect(() => rejectFields({ 'purchaser.email': 'Enter an e-mail address.' })).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        message: 'purchaser.email: Enter an e-mail address.',
        details: { fields: { 'purchaser.email': 'Enter an e-mail address.' } },
      }),
    );
  });
});
