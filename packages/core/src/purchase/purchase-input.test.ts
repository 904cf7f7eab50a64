import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkGift,
  emailProblem,
  type GiftInput,
  type GiftLimits,
  MESSAGE_LENGTH_MAX,
  nameProblem,
} from './purchase-input.ts';

const LIMITS: GiftLimits = {
  amountMinMinor: 2_500,
  amountMaxMinor: 200_000,
  currency: 'EUR',
  language: 'en',
  today: '2026-11-22',
  deliverOnMax: '2027-11-23',
};

const GIFT: GiftInput = {
  amountMinor: 15_000,
  purchaser: { name: 'Anna Berg', email: 'anna@example.com' },
  recipient: { name: 'Jon Fell', email: 'jon@example.com' },
  message: 'Happy birthday!\nWe hope to see you.',
  delivery: 'email',
  deliverOn: null,
};

const check = (changes: Partial<GiftInput>) => checkGift({ ...GIFT, ...changes }, LIMITS);
const fields = (changes: Partial<GiftInput>) => Object.keys(check(changes));

describe('a gift', () => {
  it('is fine when every field is', () => {
    expect(check({})).toEqual({});
  });

  it('names every field that is not, at once', () => {
    const nothing: GiftInput = {
      amountMinor: Number.NaN,
      purchaser: { name: '', email: '' },
      recipient: { name: ' ', email: null },
      message: 'x'.repeat(501),
      delivery: 'email',
      deliverOn: 'soon',
    };
    expect(Object.keys(checkGift(nothing, LIMITS))).toEqual([
      'amountMinor',
      'purchaser.name',
      'purchaser.email',
      'recipient.name',
      'recipient.email',
      'message',
      'deliverOn',
    ]);
  });
});

describe('the amount', () => {
  it.each([2_500, 200_000])('%i is within the limits', (amountMinor) => {
    expect(fields({ amountMinor })).toEqual([]);
  });

  it.each([2_499, 200_001, 0, -15_000, 150.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
    '%d is refused, and the sentence says what would be right',
    (amountMinor) => {
      expect(check({ amountMinor })).toEqual({ amountMinor: 'Choose an amount from €25.00 to €2,000.00.' });
    },
  );
});

describe('names', () => {
  it.each(['Ægir Þór', '李小龍', 'محمد', "O'Neill-Smith", '👩‍🚀 Ada', 'x'.repeat(100)])('take %s', (name) => {
    expect(nameProblem(name, 'a name')).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a page', 'x'.repeat(101)],
    ['a second line (mail headers)', 'Anna\r\nBcc: all@example.com'],
    ['a line separator', 'Anna\u2028Berg'],
    ['NUL', 'Anna\0'],
    ['half an emoji', 'Anna \ud83d'],
  ])('refuse %s', (_what, name) => {
    expect(nameProblem(name, 'a name')).toEqual(expect.any(String));
  });
});

describe('e-mail addresses', () => {
  it.each([
    'a@b.is',
    'anna.berg+gift@mail.example.co.uk',
    "o'neill@example.com",
    'ünï@bücher.example',
    `${'a'.repeat(64)}@example.com`,
  ])('take %s', (email) => {
    expect(emailProblem(email)).toBeNull();
  });

  it.each([
    '',
    ' ',
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@@example.com',
    'anna@example..com',
    'anna@.example.com',
    'anna@example.com.',
    '.anna@example.com',
    'anna.@example.com',
    'an..na@example.com',
    'anna berg@example.com',
    ' anna@example.com',
    'anna@example.com, bob@example.com',
    'anna@example.com\r\nBcc: all@example.com',
    'Anna <anna@example.com>',
    '"anna"@example.com',
    'anna@exam\u200bple.com',
    'anna@example.com\0',
    `${'a'.repeat(250)}@example.com`,
    'a'.repeat(1_000_000),
  ])('refuse %#', (email) => {
    expect(emailProblem(email)).toEqual(expect.any(String));
  });

  it('are needed for a gift that goes by mail, not for one that is printed', () => {
    const recipient = { name: 'Jon', email: null };
    expect(fields({ recipient })).toEqual(['recipient.email']);
    expect(fields({ recipient, delivery: 'print' })).toEqual([]);
    expect(fields({ recipient: { name: 'Jon', email: 'jon' }, delivery: 'print' })).toEqual([
      'recipient.email',
    ]);
  });
});

describe('the message', () => {
  it('takes every script, emoji and line break up to its length', () => {
    const scripts = 'Að gjöf\nПоздравляю 生日快乐 おめでとう مبروك 👨‍👩‍👧\t!';
    expect(fields({ message: scripts })).toEqual([]);
    expect(fields({ message: '' })).toEqual([]);
    expect(fields({ message: 'x'.repeat(MESSAGE_LENGTH_MAX) })).toEqual([]);
  });

  it('counts a character as one, however many units JavaScript needs for it', () => {
    expect(fields({ message: '🛶'.repeat(MESSAGE_LENGTH_MAX) })).toEqual([]);
    expect(check({ message: '🛶'.repeat(MESSAGE_LENGTH_MAX + 1) })).toEqual({
      message: 'A message has at most 500 characters; this has 501. Shorten it by 1.',
    });
    expect(nameProblem('🛶'.repeat(100), 'a name')).toBeNull();
  });

  it('of 10,000 characters is refused with how much too long it is', () => {
    expect(check({ message: 'x'.repeat(10_000) })).toEqual({
      message: 'A message has at most 500 characters; this has 10000. Shorten it by 9500.',
    });
  });

  it.each([
    ['a control character', 'a\u0007b'],
    ['NUL, which the database cannot hold', 'a\0b'],
    ['half an emoji, which the database cannot hold', 'a\ud83d'],
  ])('refuses %s', (_what, message) => {
    expect(fields({ message })).toEqual(['message']);
  });
});

describe('the day of delivery', () => {
  it.each([null, '2026-11-22', '2027-11-23', '2027-02-28'])('may be %s', (deliverOn) => {
    expect(fields({ deliverOn })).toEqual([]);
  });

  it.each([
    '2026-11-21',
    '2027-11-24',
    '2027-02-29',
    '2026-13-01',
    '2026-12-32',
    '2026-1-1',
    'tomorrow',
    '',
    '0000-00-00',
    '2027-01-01T00:00',
  ])('is not "%s"', (deliverOn) => {
    expect(fields({ deliverOn })).toEqual(['deliverOn']);
  });

  it('is told with dates in words, as the language writes them', () => {
    const told = (deliverOn: string, language: string) =>
      checkGift({ ...GIFT, deliverOn }, { ...LIMITS, language }).deliverOn;
    expect(told('2026-11-21', 'en')).toBe('Choose today (Nov 22, 2026) or a later day.');
    expect(told('2027-11-24', 'en-GB')).toBe('Choose a day up to 23 Nov 2027.');
  });
});

describe('anything at all', () => {
  it('is answered without throwing, and what passes is storable text', () => {
    // UTF-16 units as they come, halves of surrogate pairs among them.
    const text = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, text, text, (name, email, message) => {
        const gift = { ...GIFT, purchaser: { name, email }, message };
        const problems = checkGift(gift, LIMITS);
        if (!('message' in problems)) expect(message.isWellFormed() && !message.includes('\0')).toBe(true);
        if (!('purchaser.name' in problems)) expect(name.isWellFormed() && !name.includes('\0')).toBe(true);
      }),
    );
  });
});
