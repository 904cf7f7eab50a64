import { describe, expect, it } from 'vitest';
import { NOW, STAFF, VALID, voided } from '../testing/given.ts';
import type { Activity } from './activity.ts';
import { awaitsItsGiftMail, noteOvertaken, wasOvertaken, wentOutAhead } from './overtaken-mail.ts';
import { reactivate } from './reactivate-certificate.ts';

type Fact = Pick<Activity, 'type' | 'details'>;
const MAIL = { deliveryId: 'd1', template: 'gift', to: 'jon@example.com' } as const;
const NOTE = noteOvertaken(voided(), MAIL, NOW);
const TOO_LATE: readonly Fact[] = NOTE.activities;
const SENT: Fact = { type: 'sent', details: MAIL };
const RECEIPT: Fact = { type: 'sent', details: { ...MAIL, template: 'receipt' } };
const REFUSED: Fact = { type: 'send_failed', details: MAIL };
const REACTIVATED: Fact = { type: 'reactivated', details: {} };

describe('a mail that came too late', () => {
  it('is noted under the version of its certificate, which stays as it is', () => {
    expect(NOTE).toMatchObject({
      certificates: [{ row: voided(), expectedVersion: 3 }],
      activities: [
        { type: 'send_failed', details: { ...MAIL, reason: expect.stringContaining('no longer') } },
      ],
      messages: [],
      transfers: [],
    });
  });

  it('is over itself, and no other mail is', () => {
    expect(wasOvertaken(TOO_LATE, 'd1')).toBe(true);
    expect(wasOvertaken(TOO_LATE, 'd2')).toBe(false);
    expect(wasOvertaken([REFUSED], 'd1')).toBe(false);
  });

  it.each<[string, readonly Fact[], boolean]>([
    ['nothing was sent or tried', [], false],
    ['it came too late', TOO_LATE, true],
    ['it came too late, and only the receipt went out', [...TOO_LATE, RECEIPT], true],
    ['it went out', [SENT], false],
    ['it went out, but the one that was asked for later did not', [SENT, ...TOO_LATE], true],
    ['it came too late, and another one went out', [...TOO_LATE, SENT], false],
    ['the provider refused it, as it would again', [REFUSED], false],
    ['it was sent by an earlier taking back', [...TOO_LATE, REACTIVATED], false],
    ['it came too late once more', [...TOO_LATE, REACTIVATED, ...TOO_LATE], true],
  ])('when %s', (_what, log, awaits) => {
    expect(awaitsItsGiftMail(log)).toBe(awaits);
  });
});

describe('a gift planned for a later day', () => {
  const REISSUED: Fact = { type: 'reissued', details: { reason: 'leaked' } };
  const ELSEWHERE: Fact = { type: 'sent', details: { ...MAIL, to: 'john@example.com' } };

  it.each<[string, readonly Fact[], boolean]>([
    ['nothing went out', [], false],
    ['staff sent it ahead', [SENT], true],
    ['only the receipt went out', [RECEIPT], false],
    ['it went to an address that was wrong', [ELSEWHERE], false],
    ['what went out shows a dead code', [SENT, REISSUED], false],
    ['the new code went out too', [SENT, REISSUED, SENT], true],
  ])('when %s', (_what, log, isAhead) => {
    expect(wentOutAhead(log, 'd2', MAIL.to)).toBe(isAhead);
  });

  it('did not go ahead of itself', () => {
    expect(wentOutAhead([SENT], MAIL.deliveryId, MAIL.to)).toBe(false);
  });
});

describe('reactivating', () => {
  it('sends the gift at once when it is told to', () => {
    expect(reactivate(voided(), null, 'send', STAFF, NOW)).toMatchObject({
      messages: [{ kind: 'mail', template: 'gift', runAt: NOW }],
    });
    expect(reactivate(voided(), null, 'silent', STAFF, NOW)).toMatchObject({ messages: [] });
  });

  it('sends nothing of one that was never paid', () => {
    const neverPaid = voided({ activatedAt: null, validity: null });
    expect(reactivate(neverPaid, null, 'send', STAFF, NOW)).toMatchObject({ messages: [] });
    expect(reactivate(neverPaid, VALID.validThrough, 'send', STAFF, NOW)).toMatchObject({ type: 'refusal' });
  });
});
