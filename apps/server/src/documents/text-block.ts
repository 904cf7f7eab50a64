import { Text, View } from '@react-pdf/renderer';
import { createElement, type ReactElement } from 'react';
import { type FittedLine, type FittedText, fitText, heightOf, type TextBox } from './fit-text.ts';
import type { FontFace } from './fonts.ts';

/** Text that has been set: how high it came out, and the drawing of it at a place. */
export type TextBlock = {
  /** In points. */
  readonly height: number;
  readonly size: number;
  readonly cut: boolean;
  at(place: { left: number; top: number }): ReactElement;
};

export type TextStyle = TextBox & {
  readonly stack: readonly FontFace[];
  readonly colour: string;
  /** Names under a label stay at the left whatever their script; a message is aligned as it reads (the default). */
  readonly align?: 'left' | 'reading';
};

/** Lines come broken already; this much more room keeps the layout engine from breaking them again. */
const SLACK = 60;

/** Half the height of a capital letter: what is centred in a line, so that every font stands at the same height. */
const HALF_CAPITAL_EM = 0.36;

export function setText(text: string, style: TextStyle): TextBlock {
  const fitted = fitText(text, style.stack, style);
  return {
    height: heightOf(fitted, style.lineHeight),
    size: fitted.size,
    cut: fitted.cut,
    at: ({ left, top }) =>
      createElement(
        View,
        { style: { position: 'absolute', left, top, width: style.width } },
        ...fitted.lines.map((line, index) => drawLine(line, index, fitted, style)),
      ),
  };
}

function drawLine(line: FittedLine, index: number, fitted: FittedText, style: TextStyle): ReactElement {
  const { size } = fitted;
  const ascentEm = Math.max(0, ...line.runs.map((run) => run.face.ascentEm));
  const baseline = size * (style.lineHeight * (index + 0.5) + HALF_CAPITAL_EM);
  const isRight = line.rightToLeft && style.align !== 'left';
  return createElement(
    Text,
    {
      style: {
        position: 'absolute',
        top: baseline - ascentEm * size,
        left: isRight ? -SLACK : 0,
        width: style.width + SLACK,
        fontSize: size,
        color: style.colour,
        direction: line.rightToLeft ? 'rtl' : 'ltr',
        textAlign: isRight ? 'right' : 'left',
      },
    },
    ...line.runs.map((run) =>
      createElement(Text, { style: { fontFamily: run.face.family, fontWeight: run.face.weight } }, run.text),
    ),
  );
}
