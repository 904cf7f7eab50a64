import { describe, expect, it } from 'vitest';
import { active, NOW, PAST, STAFF } from '../testing/given.ts';
import { reissue } from './reissue-certificate.ts';

const OTHER_CODE = { ...active().code, last4: 'ZZZ2' };
const again = (certificate = active(), announce: 'send' | 'silent' = 'send', reason = ' it leaked ') =>
  reissue(certificate, OTHER_CODE, reason, announce, STAFF, NOW);

describe('reissuing', () => {
  it('replaces the code and nothing else, says why, and moves no money', () => {
    const certificate = active();
    expect(again(certificate)).toMatchObject({
      certificates: [{ expectedVersion: 3, row: { state: certificate.state, code: OTHER_CODE } }],
      activities: [{ type: 'reissued', actor: STAFF, details: { reason: 'it leaked' } }],
      transfers: [],
    });
  });

  it('mails the new code to whoever got the old one, or to nobody', () => {
    const printed = active(undefined, { delivery: 'print', recipient: { name: 'Jon Fell', email: null } });
    const mails = (outcome: ReturnType<typeof again>) =>
      outcome.type === 'decision' &&
      outcome.messages.map((message) => message.kind === 'mail' && message.template);
    expect(mails(again())).toEqual(['gift']);
    expect(mails(again(printed))).toEqual(['receipt']);
    expect(mails(again(active(), 'silent'))).toEqual([]);
  });

  it.each([
    ['', 'none'],
    ['x'.repeat(10_000), 'ten thousand characters'],
    ['a\u0000b', 'what no database keeps'],
    ['half an emoji \ud83d', 'half a character'],
  ])('is refused with the field named when the reason is $1', (reason) => {
    expect(again(active(), 'send', reason)).toMatchObject({
      code: 'validation_failed',
      details: { fields: { reason: expect.any(String) } },
    });
  });

  it('is refused past the last day, before anybody has booked it', () => {
    expect(again(active(PAST))).toMatchObject({ code: 'certificate_expired' });
  });
});
