import { formatCode } from '@boon/core/code';
import { formatMoneyShort } from '@boon/core/money';
import { View } from '@react-pdf/renderer';
import { createElement, type ReactElement } from 'react';
import type { CertificateDocument } from './certificate-document.ts';
import type { FontStacks } from './fonts.ts';
import { INK, type PageLayout } from './page-layout.ts';
import { losesCharacters, REPLACEMENT } from './printable-text.ts';
import { setText, type TextBlock } from './text-block.ts';
import { dateInWords } from './wording.ts';

const NAMES_APART = 14;
const NOTE_GAP = 4;

/** How generously the column is set, in points; a long message takes the compact one. */
type Spacing = {
  readonly edge: number;
  readonly afterBusiness: number;
  readonly afterTitle: number;
  readonly afterAmount: number;
  readonly aroundMessage: number;
  readonly titleSize: number;
  readonly amountSizeMax: number;
};

const ROOMY: Spacing = {
  edge: 17,
  afterBusiness: 16,
  afterTitle: 6,
  afterAmount: 14,
  aroundMessage: 11,
  titleSize: 18,
  amountSizeMax: 50,
};

const COMPACT: Spacing = {
  edge: 13,
  afterBusiness: 5,
  afterTitle: 0,
  afterAmount: 3,
  aroundMessage: 7,
  titleSize: 15,
  amountSizeMax: 38,
};

const AMOUNT_SIZES = [50, 46, 42, 38, 34, 30, 26, 22, 18];

/** Below this the message would rather have more room than the amount. */
const MESSAGE_SIZE_COMFORTABLE = 9.5;

type Column = { readonly elements: readonly ReactElement[]; readonly message: TextBlock };

/**
 * The text of the face. From the top: what it is, what it is worth, for whom; from the bottom: how it is redeemed;
 * the message takes what lies between, and stays clear of the engraving.
 */
export function drawColumn(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
): readonly ReactElement[] {
  const roomy = setColumn(document, layout, fonts, ROOMY);
  const fits = !roomy.message.cut && roomy.message.size >= MESSAGE_SIZE_COMFORTABLE;
  return fits ? roomy.elements : setColumn(document, layout, fonts, COMPACT).elements;
}

function setColumn(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
  spacing: Spacing,
): Column {
  const left = layout.textInset;
  const elements: ReactElement[] = [];
  let top = layout.margin + spacing.edge;
  for (const { block, gap } of setHead(document, layout, fonts, spacing)) {
    elements.push(block.at({ left, top }));
    top += block.height + gap;
  }
  let bottom = layout.frameBottom - spacing.edge;
  for (const { block, gap } of setFoot(document, layout, fonts)) {
    elements.push(block.at({ left, top: bottom - block.height }));
    bottom -= block.height + gap;
  }
  const room = { top: top + spacing.aroundMessage, bottom: bottom - spacing.aroundMessage };
  const { blocks, message } = setMessage(document, layout, fonts, room.bottom - room.top);
  top = room.top;
  for (const block of blocks) {
    elements.push(block.at({ left, top }));
    top += block.height + NOTE_GAP;
  }
  return { elements, message };
}

type Stacked = { readonly block: TextBlock; readonly gap: number };

function setHead(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
  spacing: Spacing,
): Stacked[] {
  const line = { width: layout.columnWidth, height: 100, linesMax: 1, colour: INK.strong } as const;
  const business = setText(document.businessName, {
    ...line,
    stack: fonts.strong,
    colour: layout.brand,
    sizes: [13, 12, 11, 10, 9, 8],
    lineHeight: 1.3,
  });
  const title = setText('Gift certificate', {
    ...line,
    stack: fonts.display,
    sizes: [spacing.titleSize],
    lineHeight: 1.3,
  });
  const amount = setText(formatMoneyShort(document, document.language), {
    ...line,
    stack: fonts.amount,
    sizes: AMOUNT_SIZES.filter((size) => size <= spacing.amountSizeMax),
    lineHeight: 1.1,
  });
  return [
    { block: business, gap: spacing.afterBusiness },
    { block: title, gap: spacing.afterTitle },
    { block: amount, gap: spacing.afterAmount },
    { block: setNames(document, layout, fonts), gap: 0 },
  ];
}

/** For and from, side by side; whoever is not named takes no room. */
function setNames(document: CertificateDocument, layout: PageLayout, fonts: FontStacks): TextBlock {
  const width = (layout.columnWidth - NAMES_APART) / 2;
  const style = { width, height: 100, align: 'left' } as const;
  const named = [
    { label: 'For', name: document.recipientName },
    { label: 'From', name: document.purchaserName },
  ].filter(({ name }) => name.trim() !== '');
  const pairs = named.map(({ label, name }) => ({
    label: setText(label, { ...style, stack: fonts.text, colour: INK.quiet, sizes: [9], lineHeight: 1.35 }),
    name: setText(name, {
      ...style,
      stack: fonts.strong,
      colour: INK.strong,
      sizes: [12.5, 11.5, 10.5, 9.5, 8.5],
      linesMax: 2,
      lineHeight: 1.22,
    }),
  }));
  return {
    height: Math.max(0, ...pairs.map(({ label, name }) => label.height + name.height)),
    size: Math.min(...pairs.map(({ name }) => name.size)),
    cut: pairs.some(({ name }) => name.cut),
    at: ({ left, top }) =>
      createElement(
        View,
        {},
        ...pairs.flatMap(({ label, name }, index) => {
          const place = { left: left + index * (width + NAMES_APART), top };
          return [label.at(place), name.at({ ...place, top: top + label.height })];
        }),
      ),
  };
}

/** Bottom up: the last line first. */
function setFoot(document: CertificateDocument, layout: PageLayout, fonts: FontStacks): Stacked[] {
  const line = { width: layout.columnWidth, height: 100, linesMax: 1 } as const;
  const until =
    document.validThrough === null
      ? 'No expiry date'
      : `Valid through ${dateInWords(document.validThrough, document.language)}`;
  const validity = setText(until, {
    ...line,
    stack: fonts.text,
    colour: INK.text,
    sizes: [10, 9, 8],
    lineHeight: 1.3,
  });
  const code = setText(formatCode(document.code), {
    ...line,
    stack: fonts.code,
    colour: INK.serial,
    sizes: [23],
    lineHeight: 1.3,
  });
  const label = setText('Certificate code', {
    ...line,
    stack: fonts.text,
    colour: INK.quiet,
    sizes: [9],
    lineHeight: 1.3,
  });
  return [
    { block: validity, gap: 0 },
    { block: code, gap: 0 },
    { block: label, gap: 0 },
  ];
}

function setMessage(document: CertificateDocument, layout: PageLayout, fonts: FontStacks, height: number) {
  const style = { stack: fonts.text, width: layout.columnWidth } as const;
  const isReplaced = [document.recipientName, document.purchaserName, document.message].some((text) =>
    losesCharacters(text, fonts.text),
  );
  const note = setText(`“${REPLACEMENT}” stands for a character that cannot be printed here.`, {
    ...style,
    colour: INK.quiet,
    height: 20,
    linesMax: 1,
    lineHeight: 1.3,
    sizes: [7.5, 7],
  });
  const message = setText(document.message, {
    ...style,
    colour: INK.text,
    height: height - (isReplaced ? note.height + NOTE_GAP : 0),
    lineHeight: 1.36,
    sizes: [11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7],
  });
  const blocks = document.message.trim() === '' ? [] : [message];
  return { message, blocks: isReplaced ? [...blocks, note] : blocks };
}
