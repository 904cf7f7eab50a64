import { brandPalette } from '@boon/core/brand';
import type { CertificateDocument } from './certificate-document.ts';

/** One millimetre in PDF points. */
export const MM = 72 / 25.4;

/** Ink of the printed page; the light theme's, since a certificate stays white. */
export const INK = {
  strong: '#14231F',
  text: '#43534E',
  quiet: '#5E6D68',
  line: '#D3DAD7',
  serial: '#A1243B',
  paper: '#FFFFFF',
} as const;

/** Where things stand on the page, in points from its top left corner. */
export type PageLayout = {
  readonly width: number;
  readonly height: number;
  /** The page folds here; the face is above, the instructions below. */
  readonly fold: number;
  readonly margin: number;
  /** Left and right edge of all text. */
  readonly textInset: number;
  /** Width of the face's text, which ends where the engraving begins. */
  readonly columnWidth: number;
  readonly frameBottom: number;
  readonly brand: string;
};

const PAGE_SIZES = {
  A4: { width: 595.28, height: 841.89 },
  LETTER: { width: 612, height: 792 },
} as const;

const MARGIN = 14 * MM;
const FRAME_TO_FOLD = 8 * MM;
const TEXT_FROM_FRAME = 22;

export const ROSETTE_RADIUS = 156;
/** From the frame's right edge to the rosette's centre: it bleeds off the face like a real engraving. */
export const ROSETTE_INSET = 66;
const COLUMN_TO_ROSETTE = 14;

export function layOut(document: Pick<CertificateDocument, 'pageSize' | 'brandColour'>): PageLayout {
  const { width, height } = PAGE_SIZES[document.pageSize];
  const fold = height / 2;
  return {
    width,
    height,
    fold,
    margin: MARGIN,
    textInset: MARGIN + TEXT_FROM_FRAME,
    columnWidth: width - 2 * MARGIN - TEXT_FROM_FRAME - ROSETTE_INSET - ROSETTE_RADIUS - COLUMN_TO_ROSETTE,
    frameBottom: fold - FRAME_TO_FOLD,
    brand: brandPalette(document.brandColour).light.brand,
  };
}
