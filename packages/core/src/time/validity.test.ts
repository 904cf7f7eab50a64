import { describe, expect, it } from 'vitest';
import { isPastItsDay } from '../certificate/certificate.ts';
import {
  addLocalDays,
  isLocalDate,
  localDate,
  startOfLocalDay,
  validityFor,
  validityThrough,
} from './validity.ts';

const HOUR_MS = 3_600_000;

describe('the end of the last valid day', () => {
  it.each([
    ['2026-11-21', 'Atlantic/Reykjavik', '2026-11-22T00:00:00.000Z', 24],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z', 25],
    ['2026-03-08', 'America/New_York', '2026-03-09T04:00:00.000Z', 23],
    ['2026-11-01', 'America/New_York', '2026-11-02T05:00:00.000Z', 25],
    ['2026-12-31', 'Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', 24],
    ['2026-09-27', 'Pacific/Chatham', '2026-09-27T10:15:00.000Z', 23],
    ['2028-02-29', 'Europe/Berlin', '2028-02-29T23:00:00.000Z', 24],
    ['2027-02-28', 'Europe/Berlin', '2027-02-28T23:00:00.000Z', 24],
    ['2026-12-31', 'UTC', '2027-01-01T00:00:00.000Z', 24],
  ])('%s in %s is %s, a day of %i hours', (lastDay, zone, instant, hours) => {
    const { expiresAt } = validityThrough(lastDay, zone);
    expect(expiresAt.toISOString()).toBe(instant);
    expect((expiresAt.getTime() - startOfLocalDay(lastDay, zone).getTime()) / HOUR_MS).toBe(hours);
  });

  it.each([
    ['the day before one without a midnight', '2026-04-23', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['the day without a midnight', '2026-04-24', 'Africa/Cairo', '2026-04-24T21:00:00.000Z'],
    ['the day before one without a midnight', '2026-03-28', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['the day without a midnight', '2026-03-29', 'Asia/Beirut', '2026-03-29T21:00:00.000Z'],
    [
      'the day before a midnight that comes twice',
      '2026-10-24',
      'Atlantic/Azores',
      '2026-10-25T01:00:00.000Z',
    ],
    [
      'the day before a midnight that comes twice',
      '2026-10-31',
      'America/Havana',
      '2026-11-01T05:00:00.000Z',
    ],
  ])('%s: %s in %s is %s', (_what, lastDay, zone, instant) => {
    expect(validityThrough(lastDay, zone).expiresAt.toISOString()).toBe(instant);
  });

  it.each(['Europe/Berlin', 'Africa/Cairo', 'Atlantic/Reykjavik', 'Pacific/Kiritimati', 'Pacific/Chatham'])(
    'is exclusive: valid a millisecond before, over at the instant and after, in %s',
    (zone) => {
      for (const lastDay of ['2026-03-29', '2026-04-23', '2028-02-29', '2026-12-31']) {
        const validity = validityThrough(lastDay, zone);
        const over = (shift: number) =>
          isPastItsDay(validity, new Date(validity.expiresAt.getTime() + shift));
        expect([over(-1), over(0), over(1)]).toEqual([false, true, true]);
        expect(localDate(new Date(validity.expiresAt.getTime() - 1), zone)).toBe(lastDay);
        expect(localDate(validity.expiresAt, zone)).toBe(addLocalDays(lastDay, 1));
      }
    },
  );

  it('never comes for a certificate without one', () => {
    expect(isPastItsDay(null, new Date('9999-12-31T00:00:00Z'))).toBe(false);
  });
});

describe('days from activation', () => {
  it('are counted from the local date, not from UTC', () => {
    const lateEvening = new Date('2026-11-22T23:30:00.000Z');
    expect(validityFor(lateEvening, 1, 'Atlantic/Reykjavik').validThrough).toBe('2026-11-23');
    expect(validityFor(lateEvening, 1, 'Pacific/Kiritimati').validThrough).toBe('2026-11-24');
    expect(validityFor(lateEvening, 1, 'America/New_York').validThrough).toBe('2026-11-23');
  });

  it('are calendar days across leap days and DST', () => {
    const on = (date: string) => new Date(`${date}T12:00:00.000Z`);
    expect(validityFor(on('2028-02-28'), 1, 'UTC').validThrough).toBe('2028-02-29');
    expect(validityFor(on('2027-02-28'), 1, 'UTC').validThrough).toBe('2027-03-01');
    expect(validityFor(on('2026-11-22'), 730, 'UTC').validThrough).toBe('2028-11-21');
    expect(validityFor(on('2026-03-28'), 1, 'Europe/Berlin')).toEqual(
      validityThrough('2026-03-29', 'Europe/Berlin'),
    );
  });
});

describe('local dates', () => {
  it.each([
    '2026-02-30',
    '2026-13-01',
    '2027-02-29',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00',
    '',
    'today',
    '2026-01-01 ',
  ])('refuse "%s"', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it('exist, also on a leap day', () => {
    expect(['2028-02-29', '2026-12-31'].every(isLocalDate)).toBe(true);
  });

  it('of a zone nobody knows are refused rather than guessed', () => {
    expect(() => localDate(new Date(0), 'Atlantis/Capital')).toThrow(RangeError);
    expect(() => validityThrough('2026-01-01', 'Atlantis/Capital')).toThrow(RangeError);
    expect(() => validityThrough('2026-02-30', 'UTC')).toThrow(RangeError);
  });
});
