import { View } from '@react-pdf/renderer';
import { createElement, type ReactElement } from 'react';
import type { CertificateDocument } from './certificate-document.ts';
import type { FontStacks } from './fonts.ts';
import { INK, type PageLayout } from './page-layout.ts';
import { setText, type TextStyle } from './text-block.ts';
import { dateInWords, howToUse, spokenAddress } from './wording.ts';

const STEP_INDENT = 32;
const STEP_GAP = 9;
const TERMS_LINE_HEIGHT = 1.32;

/** The lower half, folded behind the face: how to use it, the terms, the number. */
export function drawBack(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
): ReactElement[] {
  const width = layout.width - 2 * layout.textInset;
  const left = layout.textInset;
  const heading = setText('How to use it', {
    stack: fonts.display,
    colour: INK.strong,
    width,
    height: 40,
    sizes: [18],
    lineHeight: 1.25,
  });
  const headingTop = layout.fold + 34;
  const steps = drawSteps(document, layout, fonts, headingTop + heading.height + 12);
  const footer = drawFooter(document, layout, fonts);
  return [
    heading.at({ left, top: headingTop }),
    ...steps.elements,
    ...drawTerms(document, layout, fonts, { top: steps.bottom + 6, bottom: footer.top - 12 }),
    footer.element,
    ...drawFoldTicks(layout),
  ];
}

function drawSteps(document: CertificateDocument, layout: PageLayout, fonts: FontStacks, top: number) {
  const left = layout.textInset;
  const line = { width: layout.width - 2 * left - STEP_INDENT, height: 40, lineHeight: 1.35 } as const;
  const elements: ReactElement[] = [];
  let bottom = top;
  for (const [index, step] of howToUse(document).entries()) {
    const numeral = setText(String(index + 1), {
      ...line,
      stack: fonts.display,
      colour: layout.brand,
      width: STEP_INDENT,
      sizes: [19],
    });
    const title = setText(step.title, {
      ...line,
      stack: fonts.strong,
      colour: INK.strong,
      sizes: [11],
      linesMax: 1,
    });
    const text = setText(step.text, {
      ...line,
      stack: fonts.text,
      colour: INK.text,
      sizes: [10.5, 10, 9.5, 9],
      linesMax: 2,
    });
    elements.push(
      numeral.at({ left, top: bottom }),
      title.at({ left: left + STEP_INDENT, top: bottom }),
      text.at({ left: left + STEP_INDENT, top: bottom + title.height }),
    );
    bottom += title.height + text.height + STEP_GAP;
  }
  return { elements, bottom };
}

/** Terms are never smaller than 9 pt; what does not fit is read where the certificate was sold. */
function drawTerms(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
  room: { top: number; bottom: number },
): ReactElement[] {
  if (document.terms.trim() === '') {
    return [];
  }
  const left = layout.textInset;
  const style: TextStyle = {
    stack: fonts.text,
    colour: INK.text,
    width: layout.width - 2 * left,
    height: 20,
    lineHeight: TERMS_LINE_HEIGHT,
    sizes: [9],
  };
  const rule = createElement(View, {
    style: {
      position: 'absolute',
      left,
      top: room.top,
      width: style.width,
      borderTopWidth: 0.6,
      borderColor: INK.line,
    },
  });
  const heading = setText('Terms', { ...style, stack: fonts.strong, colour: INK.strong, sizes: [10] });
  const headingTop = room.top + 9;
  const top = headingTop + heading.height + 1;
  const whole = setText(document.terms, { ...style, height: room.bottom - top, sizes: [10, 9.5, 9] });
  const shared = [rule, heading.at({ left, top: headingTop })];
  if (!whole.cut) {
    return [...shared, whole.at({ left, top })];
  }
  const pointer = setText(`The full terms are at ${shopAddress(document.checkUrl)}`, {
    ...style,
    stack: fonts.strong,
  });
  const part = setText(document.terms, { ...style, height: room.bottom - top - pointer.height - 2 });
  return [...shared, part.at({ left, top }), pointer.at({ left, top: top + part.height + 2 })];
}

function drawFooter(document: CertificateDocument, layout: PageLayout, fonts: FontStacks) {
  const left = layout.textInset;
  const parts = [
    `Certificate ${document.number}`,
    `Issued ${dateInWords(document.issuedOn, document.language)}`,
    document.businessName,
    document.publicEmail,
  ];
  const footer = setText(parts.filter((part) => part.trim() !== '').join(' · '), {
    stack: fonts.text,
    colour: INK.quiet,
    width: layout.width - 2 * left,
    height: 14,
    linesMax: 1,
    lineHeight: 1.3,
    sizes: [9, 8.5, 8, 7.5, 7],
  });
  const top = layout.height - layout.margin - footer.height;
  return { top, element: footer.at({ left, top }) };
}

function drawFoldTicks(layout: PageLayout): ReactElement[] {
  const tick = {
    position: 'absolute',
    top: layout.fold,
    width: 14,
    borderTopWidth: 0.5,
    borderColor: INK.quiet,
  } as const;
  return [
    createElement(View, { style: { ...tick, left: 0 } }),
    createElement(View, { style: { ...tick, left: layout.width - tick.width } }),
  ];
}

/** The check page lies right under the portal's address, which shows the terms; the code stays behind. */
function shopAddress(checkUrl: string): string {
  return spokenAddress(new URL('.', checkUrl).href);
}
