import type { FontFace } from './fonts.ts';

/** A stretch of text that one font file can draw. */
export type PrintableRun = { readonly text: string; readonly face: FontFace };

/** Stands for a character that no font here can draw; never the empty box a printer would put. */
export const REPLACEMENT = '·';

/** Bidirectional controls can make text read as something else; they and other invisible controls are not printed. */
const UNPRINTABLE =
  /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\u{E0000}-\u{E0FFF}\uFEFF\uFFF9-\uFFFC]/gu;

/** Joiners and variation selectors steer shaping and are left out where a font does not know them. */
const SHAPING_CONTROL = /^(?:\u00AD|\u200C|\u200D|[\uFE00-\uFE0F])$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Text as it will be printed: composed, without controls, every kind of space but the line break a plain one. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\S\n]/gu, (space) => (space === '\u00A0' || space === '\u202F' ? '\u00A0' : ' '))
    .split('\n')
    .map((line) => line.replace(UNPRINTABLE, '').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What a reader counts as characters: a letter with its marks, a whole emoji. */
export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * Gives each character to the first font of the stack that can draw all of it, marks included. One that none can draw
 * is printed in its plain form where Unicode has one (a full-width letter), else as `REPLACEMENT`.
 */
export function toRuns(text: string, stack: readonly FontFace[]): PrintableRun[] {
  const runs: PrintableRun[] = [];
  for (const grapheme of splitGraphemes(text)) {
    const run = drawable(grapheme, stack);
    const last = runs.at(-1);
    if (last && last.face === run.face) {
      runs[runs.length - 1] = { face: last.face, text: last.text + run.text };
    } else {
      runs.push(run);
    }
  }
  return runs;
}

/** True when some of the text will be printed as `REPLACEMENT` although it was not typed so. */
export function losesCharacters(text: string, stack: readonly FontFace[]): boolean {
  return splitGraphemes(cleanText(text)).some((grapheme) => {
    const isBlank = /^\s*$/u.test(grapheme);
    return !isBlank && grapheme !== REPLACEMENT && drawable(grapheme, stack).text === REPLACEMENT;
  });
}

/** Han characters and the kana between them. */
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/**
 * Chinese and Japanese share characters but no font here has all of them. One text is set in one hand: the font
 * that can draw most of it goes before the others.
 */
export function suitStack(text: string, stack: readonly FontFace[]): readonly FontFace[] {
  const ideographs = [...new Set(text.match(IDEOGRAPHS))];
  if (ideographs.length === 0) {
    return stack;
  }
  const drawn = (face: FontFace) => ideographs.filter((character) => has(face, character)).length;
  const western = stack.filter((face) => drawn(face) === 0);
  const eastern = stack.filter((face) => drawn(face) > 0);
  return [...western, ...eastern.toSorted((a, b) => drawn(b) - drawn(a))];
}

/** From right to left when the first letter with a direction runs that way. */
export function readsRightToLeft(text: string): boolean {
  const [first] = text.match(/\p{L}/u) ?? [];
  return (
    first !== undefined &&
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first)
  );
}

/** A stack's answers, kept because a page asks for the same letters thousands of times. */
const answers = new WeakMap<readonly FontFace[], Map<string, PrintableRun>>();
const ANSWERS_MAX = 4_000;

function drawable(grapheme: string, stack: readonly FontFace[]): PrintableRun {
  const known = answers.get(stack) ?? new Map<string, PrintableRun>();
  const run = known.get(grapheme) ?? findDrawable(grapheme, stack);
  if (known.size < ANSWERS_MAX) {
    answers.set(stack, known.set(grapheme, run));
  }
  return run;
}

function findDrawable(grapheme: string, stack: readonly FontFace[]): PrintableRun {
  for (const form of [grapheme, grapheme.normalize('NFKC'), withoutMarks(grapheme)]) {
    const face = form === '' ? undefined : faceFor(form, stack);
    if (face) {
      return {
        face,
        text: Array.from(form)
          .filter((character) => has(face, character))
          .join(''),
      };
    }
  }
  const [own] = stack;
  if (!own) {
    throw new RangeError('A font stack is never empty');
  }
  return { face: own, text: REPLACEMENT };
}

function faceFor(text: string, stack: readonly FontFace[]): FontFace | undefined {
  const able = stack.filter((face) => drawsAll(face, text));
  return (/\p{M}/u.test(text) ? able.find((face) => face.placesMarks) : undefined) ?? able[0];
}

function drawsAll(face: FontFace, text: string): boolean {
  return Array.from(text).every((character) => has(face, character) || SHAPING_CONTROL.test(character));
}

function has(face: FontFace, character: string): boolean {
  return face.has(character.codePointAt(0) ?? 0);
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '');
}
