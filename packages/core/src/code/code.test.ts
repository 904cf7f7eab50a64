import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH, type Code, isCertificateNumber, parseCode } from './code.ts';
import { drawCode } from './draw-code.ts';
import { readCode } from './read-code.ts';

const code = fc
  .uint8Array({ minLength: 11, maxLength: 11 })
  .map(drawCode)
  .filter((drawn) => drawn !== null);

function draw(...bytes: number[]): Code {
  const drawn = drawCode(Uint8Array.from({ length: 11 }, (_, place) => bytes[place] ?? (place * 37) % 251));
  if (drawn === null) throw new Error('the sample spells a denied word');
  return drawn;
}

/** UTF-16 units as they come, halves of surrogate pairs among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 70 })
  .map((units) => String.fromCharCode(...units));

const SAMPLES = [
  draw(),
  draw(1, 2, 3),
  draw(0, 0, 0, 0, 0, 0),
  draw(255, 254, 253, 9),
  draw(31, 7, 19, 200, 5),
];

const read = (text: string) => {
  const parsed = parseCode(text);
  return parsed.ok ? parsed.code.reveal() : parsed.problem;
};

function withCharacter(characters: string, place: number, character: string): string {
  return characters.slice(0, place) + character + characters.slice(place + 1);
}

describe('the check character', () => {
  it('catches every single wrong character at every place', () => {
    for (const sample of SAMPLES) {
      const right = sample.reveal();
      for (let place = 0; place < CODE_LENGTH; place += 1) {
        for (const wrong of CODE_ALPHABET) {
          if (wrong !== right[place]) expect(read(withCharacter(right, place, wrong))).toBe('check');
        }
      }
    }
  });

  it('catches every swap of any two places, near or far', () => {
    for (const sample of SAMPLES) {
      const right = sample.reveal();
      for (let a = 0; a < CODE_LENGTH; a += 1) {
        for (let b = a + 1; b < CODE_LENGTH; b += 1) {
          const [atA = '', atB = ''] = [right[a], right[b]];
          const swapped = withCharacter(withCharacter(right, a, atB), b, atA);
          if (swapped !== right) expect(read(swapped)).toBe('check');
        }
      }
    }
  });

  it('is right in every code that is drawn, and there is no second one that fits', () => {
    fc.assert(
      fc.property(code, (drawn) => {
        expect(read(drawn.reveal())).toBe(drawn.reveal());
      }),
    );
    const start = draw(4, 8, 15).reveal().slice(0, -1);
    expect([...CODE_ALPHABET].filter((last) => parseCode(start + last).ok)).toHaveLength(1);
  });
});

describe('reading what a person typed', () => {
  it('gives the same code for every way to write it', () => {
    const separator = fc.constantFrom(
      '',
      ' ',
      '-',
      '\u2013',
      '\u2011',
      '\u00ad',
      '\u200b',
      '\u00a0',
      '\ufeff',
      '\t',
    );
    fc.assert(
      fc.property(
        code,
        fc.array(separator, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (drawn, gaps, lower) => {
          const shown = [...drawn.reveal()]
            .map((character, place) => character + (gaps[place] ?? ''))
            .join('');
          expect(read(lower ? shown.toLowerCase() : shown)).toBe(drawn.reveal());
        },
      ),
    );
  });

  it('reads O as 0, I and L as 1, in both cases', () => {
    const zeros = '000000000000';
    expect(read(zeros)).toBe(zeros);
    expect(read('OOOO-oooo-0oO0')).toBe(zeros);
    const ones = draw(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1).reveal();
    expect(ones.startsWith('1'.repeat(11))).toBe(true);
    expect(read(`IiLl1IiLl1I${ones.at(-1)}`)).toBe(ones);
  });

  it('folds full-width forms', () => {
    const plain = draw(9, 9, 9).reveal();
    const wide = [...plain]
      .map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
      .join('');
    expect(read(wide)).toBe(plain);
  });

  it.each([
    ['dotless i', '\u0131'],
    ['dotted capital I', '\u0130'],
    ['mathematical dotless i', '\u{1d6a4}'],
    ['long s', '\u017f'],
    ['the Kelvin sign', '\u212a'],
    ['Cyrillic A', '\u0410'],
    ['Cyrillic O', '\u041e'],
    ['Cyrillic C', '\u0441'],
    ['Greek capital alpha', '\u0391'],
    ['an Arabic digit', '\u0661'],
    ['U, which no code has', 'U'],
    ['a sign', '#'],
    ['half an emoji', '\ud83d'],
    ['NUL', '\0'],
  ])('refuses %s rather than guess', (_what, character) => {
    expect(read(`${character}00000000000`)).toBe('alphabet');
    expect(read(`00000${character}000000`)).toBe('alphabet');
  });

  it.each(['', '-', '0', '00000000000', '0000000000000', '0'.repeat(65), ' '.repeat(10_000)])(
    'refuses a text of the wrong length',
    (text) => {
      expect(read(text)).toBe('length');
    },
  );

  it('answers anything at all without throwing, and what it accepts is canonical', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseCode(text);
        if (parsed.ok) expect(parsed.code.reveal()).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
      }),
    );
  });
});

describe('a code in the program', () => {
  it('shows four characters wherever it is printed by accident', () => {
    const secret = draw(3, 1, 4, 1, 5);
    const masked = `••••-••••-${secret.last4}`;
    const hidden = secret.reveal().slice(0, 8);
    const error = new Error(`cannot use ${secret}`);
    expect(`${secret}`).toBe(masked);
    expect(String(secret)).toBe(masked);
    expect(JSON.stringify({ secret })).toBe(JSON.stringify({ secret: masked }));
    expect(inspect({ nested: [secret] }, { depth: 9, showHidden: true })).toContain(masked);
    for (const text of [inspect(secret, { showHidden: true }), error.message, JSON.stringify([secret])]) {
      expect(text).not.toContain(hidden);
      expect(text.replaceAll('-', '')).not.toContain(hidden);
    }
    expect(Object.values(secret)).toEqual([]);
  });

  it('is shown in three groups of four to whoever may see it', () => {
    expect(SAMPLES.map((sample) => sample.formatted())).toEqual(
      SAMPLES.map((sample) => sample.reveal().replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3')),
    );
  });
});

describe('what is no code', () => {
  const refusalOf = (typed: string) => {
    const parsed = readCode(typed);
    return parsed.ok ? 'a code' : parsed.refusal;
  };

  it('is told apart by what is wrong with it: twelve characters with a typo are not called too short', () => {
    const told = ['0000', '0000-0000-000U', '0000-0000-0001'].map(refusalOf);
    expect(told).toMatchObject([
      { code: 'code_malformed', message: expect.stringContaining('12 letters') },
      { code: 'code_malformed', message: expect.stringContaining('never U') },
      { code: 'code_malformed', message: expect.stringContaining('typo') },
    ]);
  });

  it('is a number of a certificate too, also one that would pass for a code', () => {
    const numbers = Array.from({ length: 64 }, (_, n) => `GC-2026-${String(n + 1).padStart(6, '0')}`);
    expect(numbers.some((number) => parseCode(number).ok)).toBe(true);
    for (const number of [...numbers, ' gc-2026-000042 ', 'GC-2026-1000000']) {
      expect(isCertificateNumber(number)).toBe(true);
      expect(refusalOf(number)).toMatchObject({
        code: 'code_malformed',
        message: expect.stringContaining('number of the certificate, not its code'),
      });
    }
    for (const text of ['GC20-2600-0042', 'GC2026000042', 'GC-2026-00042', 'GC-2026']) {
      expect(isCertificateNumber(text)).toBe(false);
    }
  });
});
