/** A colour by what the eye sees: lightness 0 to 1, chroma from 0, hue in radians (Björn Ottosson's OKLab). */
export type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number };

/** Linear light, 0 to 1 inside sRGB; outside of it when the screen cannot show the colour. */
type LinearRgb = readonly [red: number, green: number, blue: number];

/** Reads `#RRGGBB`; refuses anything else with a RangeError that names the value. */
export function parseHex(colour: string): LinearRgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!match) {
    throw new RangeError(`Not a colour of the form #RRGGBB: ${JSON.stringify(colour)}`);
  }
  const [, red = '', green = '', blue = ''] = match;
  return [linear(red), linear(green), linear(blue)];
}

export function toOklch(colour: string): Oklch {
  const [red, green, blue] = parseHex(colour);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

/** The nearest sRGB colour of the same lightness and hue: chroma is given up until a screen can show it. */
export function toHex(colour: Oklch): string {
  const wanted = toLinear(colour);
  if (isShowable(wanted)) {
    return hexOf(wanted);
  }
  let inside = 0;
  let outside = colour.chroma;
  for (let round = 0; round < 20; round += 1) {
    const chroma = (inside + outside) / 2;
    if (isShowable(toLinear({ ...colour, chroma }))) {
      inside = chroma;
    } else {
      outside = chroma;
    }
  }
  return hexOf(toLinear({ ...colour, chroma: inside }));
}

function toLinear({ lightness, chroma, hue }: Oklch): LinearRgb {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function isShowable(rgb: LinearRgb): boolean {
  return rgb.every((channel) => channel >= -0.0001 && channel <= 1.0001);
}

function hexOf(rgb: LinearRgb): string {
  const bytes = rgb.map((channel) => {
    const clamped = Math.min(1, Math.max(0, channel));
    const encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${bytes.join('').toUpperCase()}`;
}

function linear(hexByte: string): number {
  const encoded = Number.parseInt(hexByte, 16) / 255;
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}
