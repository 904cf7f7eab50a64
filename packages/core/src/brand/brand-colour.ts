import { type Oklch, parseHex, toHex, toOklch } from './oklch.ts';

/** The four colours a theme takes from a workspace's own, each `#RRGGBB`. */
export type BrandColours = {
  /** For text, lines and filled controls. */
  readonly brand: string;
  /** The same under the pointer: one step further from the page. */
  readonly brandHover: string;
  /** A tint to stand behind text in `brand`. */
  readonly brandSoft: string;
  /** For text on `brand`. */
  readonly onBrand: string;
};

export type BrandPalette = { readonly light: BrandColours; readonly dark: BrandColours };

/** WCAG 2.2, success criterion 1.4.3: text of normal size. */
const CONTRAST_TEXT_MIN = 4.5;

const LIGHTNESS_STEP = 0.005;
const HOVER_STEP = 0.07;

type Theme = {
  /** Everything that text in the brand's colour may stand on, besides its own tint. */
  readonly surfaces: readonly string[];
  readonly softLightness: number;
  readonly softChromaMax: number;
  /** Which way lightness moves to gain contrast with the surfaces. */
  readonly away: 1 | -1;
  /** For text on the brand's colour: the theme's own choice first, then pure black or white. */
  readonly inks: readonly string[];
};

const LIGHT: Theme = {
  surfaces: ['#FFFFFF', '#F6F8F7'],
  softLightness: 0.945,
  softChromaMax: 0.025,
  away: -1,
  inks: ['#FFFFFF'],
};

const DARK: Theme = {
  surfaces: ['#16201D', '#0E1614'],
  softLightness: 0.3,
  softChromaMax: 0.05,
  away: 1,
  inks: ['#062321', '#000000'],
};

/**
 * Makes a workspace's own colour (`#RRGGBB`) legible in both themes: hue and, as far as a screen allows, chroma stay;
 * lightness moves away from the page until every text pair has 4.5:1. Throws a RangeError that names a malformed value.
 */
export function brandPalette(colour: string): BrandPalette {
  const own = toOklch(colour);
  return { light: fitTo(LIGHT, own), dark: fitTo(DARK, own) };
}

/** Contrast of two colours after WCAG 2.2: 1 (the same) to 21 (black on white), in either order. */
export function contrastRatio(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((first, second) => second - first);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function fitTo(theme: Theme, own: Oklch): BrandColours {
  const brandSoft = toHex({
    ...own,
    lightness: theme.softLightness,
    chroma: Math.min(own.chroma, theme.softChromaMax),
  });
  let lightness = own.lightness;
  let brand = toHex(own);
  while (!isLegible(brand, brandSoft, theme) && Math.abs(lightness - 0.5) <= 0.5 + LIGHTNESS_STEP) {
    lightness += theme.away * LIGHTNESS_STEP;
    brand = toHex({ ...own, lightness });
  }
  const brandHover = toHex({ ...own, lightness: hoverLightness(lightness, theme.away) });
  const onBrand =
    theme.inks.find((ink) => contrastRatio(ink, brand) >= CONTRAST_TEXT_MIN) ?? theme.inks[0] ?? brandSoft;
  return { brand, brandHover, brandSoft, onBrand };
}

/** One step further from the page; a colour with no room left there takes its step back. */
function hoverLightness(lightness: number, away: 1 | -1): number {
  const further = lightness + away * HOVER_STEP;
  return further > 0.1 && further < 0.98 ? further : lightness - away * HOVER_STEP;
}

function isLegible(brand: string, brandSoft: string, theme: Theme): boolean {
  const standsOut = [...theme.surfaces, brandSoft].every(
    (surface) => contrastRatio(brand, surface) >= CONTRAST_TEXT_MIN,
  );
  return standsOut && theme.inks.some((ink) => contrastRatio(ink, brand) >= CONTRAST_TEXT_MIN);
}

/** Relative luminance after WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = parseHex(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
