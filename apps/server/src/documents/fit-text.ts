import type { FontFace } from './fonts.ts';
import {
  cleanText,
  type PrintableRun,
  readsRightToLeft,
  splitGraphemes,
  suitStack,
  toRuns,
} from './printable-text.ts';

export type FittedText = {
  /** In points. */
  readonly size: number;
  readonly lines: readonly FittedLine[];
  /** True when not all of the text found room. */
  readonly cut: boolean;
};

export type FittedLine = {
  readonly runs: readonly PrintableRun[];
  /** Decided by the paragraph: a line that happens to begin otherwise still reads like its neighbours. */
  readonly rightToLeft: boolean;
};

export type TextBox = {
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** Multiple of the size. */
  readonly lineHeight: number;
  /** Sizes to try, in points, largest first. */
  readonly sizes: readonly number[];
  readonly linesMax?: number;
};

const ELLIPSIS = '…';

/** The layout engine may round a width up; lines keep this share of the box free. */
const WIDTH_SHARE = 0.985;

const words = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * Sets text in the largest size at which it fits its box. In the smallest it is cut at the last line, with an ellipsis:
 * nothing ever leaves the box. Lines break at spaces, and inside a word only when it is wider than a whole line.
 */
export function fitText(text: string, fonts: readonly FontFace[], box: TextBox): FittedText {
  const clean = cleanText(text);
  const stack = suitStack(clean, fonts);
  const measure = createMeasure(stack);
  let fitted: FittedText = { size: box.sizes[0] ?? 1, lines: [], cut: false };
  for (const size of box.sizes) {
    const widthEm = (box.width * WIDTH_SHARE) / size;
    const linesMax = Math.min(
      box.linesMax ?? Number.POSITIVE_INFINITY,
      Math.max(1, Math.floor(box.height / (size * box.lineHeight) + 0.001)),
    );
    const lines = breakLines(clean, widthEm, linesMax + 1, measure);
    const cut = lines.length > linesMax;
    const kept = cut ? cutLines(lines, linesMax, widthEm, measure) : lines;
    fitted = {
      size,
      lines: kept.map(({ text: line, rightToLeft }) => ({ runs: toRuns(line, stack), rightToLeft })),
      cut,
    };
    if (!cut) {
      return fitted;
    }
  }
  return fitted;
}

/** Height in points that the lines take. */
export function heightOf(fitted: FittedText, lineHeight: number): number {
  return fitted.lines.length * fitted.size * lineHeight;
}

type Measure = (text: string) => number;

function createMeasure(stack: readonly FontFace[]): Measure {
  const known = new Map<string, number>();
  return (text) => {
    const width =
      known.get(text) ?? toRuns(text, stack).reduce((sum, run) => sum + run.face.widthEm(run.text), 0);
    known.set(text, width);
    return width;
  };
}

/** The words of a language without spaces; closing punctuation stays with what it closes. */
function wordUnits(text: string): string[] {
  const units: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = units.at(-1);
    if (last !== undefined && /^[\p{Pe}\p{Pf}\p{Po}]/u.test(segment)) {
      units[units.length - 1] = last + segment;
    } else {
      units.push(segment);
    }
  }
  return units;
}

type Line = { readonly text: string; readonly rightToLeft: boolean };

/** Stops at `linesMax`: whatever comes after has no room anyway. */
function breakLines(text: string, widthEm: number, linesMax: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  for (const paragraph of text.split('\n')) {
    const rightToLeft = readsRightToLeft(paragraph);
    for (const line of breakParagraph(paragraph, widthEm, measure)) {
      lines.push({ text: line, rightToLeft });
    }
    if (lines.length >= linesMax) {
      return lines.slice(0, linesMax);
    }
  }
  return lines;
}

function breakParagraph(paragraph: string, widthEm: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  let lineEm = 0;
  const spaceEm = measure(' ');
  for (const word of paragraph.split(' ').filter((part) => part !== '')) {
    const wordEm = measure(word);
    if (line !== '' && lineEm + spaceEm + wordEm <= widthEm) {
      line += ` ${word}`;
      lineEm += spaceEm + wordEm;
      continue;
    }
    if (line !== '') {
      lines.push(line);
    }
    const pieces = wordEm <= widthEm ? [word] : breakWord(word, widthEm, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    lineEm = measure(line);
  }
  lines.push(line);
  return lines;
}

/** Breaks a word wider than a line where a language without spaces would, else between any two characters. */
function breakWord(word: string, widthEm: number, measure: Measure): string[] {
  const units = wordUnits(word).flatMap((unit) => (measure(unit) <= widthEm ? [unit] : splitGraphemes(unit)));
  const pieces: string[] = [];
  let piece = '';
  let pieceEm = 0;
  for (const unit of units) {
    const unitEm = measure(unit);
    if (piece !== '' && pieceEm + unitEm > widthEm) {
      pieces.push(piece);
      piece = '';
      pieceEm = 0;
    }
    piece += unit;
    pieceEm += unitEm;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function cutLines(lines: readonly Line[], linesMax: number, widthEm: number, measure: Measure): Line[] {
  const kept = lines.slice(0, linesMax);
  const last = kept.at(-1);
  if (!last) {
    return [];
  }
  let characters = splitGraphemes(last.text);
  while (characters.length > 0 && measure(withEllipsis(characters)) > widthEm) {
    characters = characters.slice(0, -1);
  }
  return [...kept.slice(0, -1), { ...last, text: withEllipsis(characters) }];
}

function withEllipsis(characters: readonly string[]): string {
  return `${characters.join('').trimEnd()}${ELLIPSIS}`;
}
