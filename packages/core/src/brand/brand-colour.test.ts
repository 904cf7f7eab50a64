import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandPalette, contrastRatio } from './brand-colour.ts';
import { toOklch } from './oklch.ts';

const LIGHT_SURFACES = ['#FFFFFF', '#F6F8F7'];
const DARK_SURFACES = ['#16201D', '#0E1614'];

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

const hardColours = [
  '#FFFF00',
  '#FFFFFF',
  '#000000',
  '#FF0000',
  '#00FF00',
  '#0000FF',
  '#00FFFF',
  '#FF00FF',
  '#808080',
  '#0B5C5E',
  '#16201D',
  '#777777',
];

function expectLegible(colour: string) {
  const { light, dark } = brandPalette(colour);
  for (const [theme, surfaces] of [
    [light, LIGHT_SURFACES],
    [dark, DARK_SURFACES],
  ] as const) {
    for (const surface of [...surfaces, theme.brandSoft, theme.onBrand]) {
      expect(contrastRatio(theme.brand, surface), `${theme.brand} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrastRatio(theme.onBrand, theme.brandHover)).toBeGreaterThanOrEqual(4.5);
    for (const made of Object.values(theme)) {
      expect(made).toMatch(/^#[0-9A-F]{6}$/);
    }
  }
}

describe('brandPalette', () => {
  it.each(hardColours)('keeps every text pair of %s at 4.5:1 or more in both themes', (colour) => {
    expectLegible(colour);
  });

  it('keeps every text pair of any colour at 4.5:1 or more in both themes', () => {
    fc.assert(fc.property(anyColour, expectLegible), { numRuns: 500 });
  });

  it('leaves a colour alone that is legible already', () => {
    expect(brandPalette('#0B5C5E').light.brand).toBe('#0B5C5E');
  });

  it('keeps the hue of the workspace', () => {
    for (const colour of ['#D32F2F', '#0B5C5E', '#1976D2', '#F57C00']) {
      const own = toOklch(colour).hue;
      const { light, dark } = brandPalette(colour);
      expect(Math.abs(toOklch(light.brand).hue - own)).toBeLessThan(0.06);
      expect(Math.abs(toOklch(dark.brand).hue - own)).toBeLessThan(0.06);
    }
  });

  it.each(['', 'red', '#12', '#12345', '#1234567', '#GGGGGG', 'rgb(1,2,3)', '#fff'])(
    'refuses %j and names it',
    (value) => {
      expect(() => brandPalette(value)).toThrow(RangeError);
      expect(() => brandPalette(value)).toThrow(JSON.stringify(value));
    },
  );
});

describe('contrastRatio', () => {
  it('agrees with WCAG at both ends and in either order', () => {
    expect(contrastRatio('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrastRatio('#FFFFFF', '#000000')).toBeCloseTo(21, 5);
    expect(contrastRatio('#123456', '#123456')).toBe(1);
    expect(contrastRatio('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2);
  });
});
