import { describe, expect, it } from 'vitest';
import { NOW, voided } from '../testing/given.ts';
import type { Activity } from './activity.ts';
import { giftMissedItsMail, noteOvertaken, wasOvertaken, wentOutAhead } from './overtaken-mail.ts';

type Fact = Pick<Activity, 'type' | 'details'>;
const MAIL = { deliveryId: 'd1', template: 'gift', to: 'jon@example.com' } as const;
const NOTE = noteOvertaken(voided(), MAIL, NOW);
const TOO_LATE: readonly Fact[] = NOTE.activities;
const CODE = { codeLast4: '9HWD' };
const SENT: Fact = { type: 'sent', details: { ...MAIL, ...CODE } };
const RECEIPT: Fact = { type: 'sent', details: { ...MAIL, template: 'receipt' } };
const REFUSED: Fact = { type: 'send_failed', details: MAIL };
const REACTIVATED: Fact = { type: 'reactivated', details: {} };

describe('a mail that came too late', () => {
  it('is noted under the version of its certificate, which stays as it is', () => {
    expect(NOTE).toMatchObject({
      certificates: [{ row: voided(), expectedVersion: 3 }],
      activities: [
        { type: 'send_failed', details: { ...MAIL, reason: expect.stringContaining('could not be used') } },
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
    ['it came too late, and the voiding was taken back', [...TOO_LATE, REACTIVATED], true],
    ['it came too late once more', [...TOO_LATE, REACTIVATED, ...TOO_LATE], true],
  ])('missed its mail or not: when %s', (_what, log, isMissed) => {
    expect(giftMissedItsMail(log)).toBe(isMissed);
  });
});

describe('a gift planned for a later day', () => {
  const ELSEWHERE: Fact = { type: 'sent', details: { ...MAIL, ...CODE, to: 'john@example.com' } };
  const DEAD_CODE: Fact = { type: 'sent', details: { ...MAIL, codeLast4: '1111' } };
  const UNKNOWN_CODE: Fact = { type: 'sent', details: MAIL };

  it.each<[string, readonly Fact[], boolean]>([
    ['nothing went out', [], false],
    ['staff sent it ahead', [SENT], true],
    ['only the receipt went out', [RECEIPT], false],
    ['it went to an address that was wrong', [ELSEWHERE], false],
    ['what went out shows a dead code', [DEAD_CODE], false],
    ['nobody knows which code went out', [UNKNOWN_CODE], false],
    ['the new code went out too', [DEAD_CODE, SENT], true],
  ])('when %s', (_what, log, isAhead) => {
    expect(wentOutAhead(log, 'd2', { to: MAIL.to, ...CODE })).toBe(isAhead);
  });

  it('did not go ahead of itself', () => {
    expect(wentOutAhead([SENT], MAIL.deliveryId, { to: MAIL.to, ...CODE })).toBe(false);
  });
});
