import { describe, expect, it } from 'vitest';
import { failureOf, isRefusedAs, refusedFields } from './failure.ts';

function refusalError(code: string, details: Record<string, unknown>): Error {
  return Object.assign(new Error('Enter an e-mail address.'), {
    data: { code: 'BAD_REQUEST', httpStatus: 422, refusal: { code, details } },
  });
}

describe('failureOf', () => {
  it('keeps the stable code and the sentence of a refusal', () => {
    expect(failureOf(refusalError('portal_disabled', {}))).toEqual({
      kind: 'refused',
      code: 'portal_disabled',
      message: 'Enter an e-mail address.',
      details: {},
    });
  });

  it('never shows the text of an unknown error', () => {
    expect(failureOf(new TypeError('fetch failed: 10.0.0.3'))).toEqual({ kind: 'unreachable' });
    expect(failureOf(Object.assign(new Error('boom'), { data: { code: 'INTERNAL_SERVER_ERROR' } }))).toEqual({
      kind: 'unreachable',
    });
    expect(failureOf('text')).toEqual({ kind: 'unreachable' });
  });
});

describe('refusedFields', () => {
  it('gives the sentences by field and drops what is no sentence', () => {
    const failure = failureOf(
      refusalError('validation_failed', {
        fields: { 'purchaser.email': 'Enter an e-mail address.', odd: 3 },
      }),
    );
    expect(refusedFields(failure)).toEqual({ 'purchaser.email': 'Enter an e-mail address.' });
  });

  it('is empty when the server could not be reached', () => {
    expect(refusedFields({ kind: 'unreachable' })).toEqual({});
  });
});

describe('isRefusedAs', () => {
  it('matches any of the codes and nothing else', () => {
    expect(isRefusedAs(refusalError('not_found', {}), 'unauthorized', 'not_found')).toBe(true);
    expect(isRefusedAs(new Error('not_found'), 'not_found')).toBe(false);
  });
});
