import { brandPalette } from '@boon/core/brand';
import { useLayoutEffect } from 'react';

/** Gives the page the workspace's colour, readable in both themes. Set through the CSSOM: the page allows no inline styles. */
export function BrandStyle({ colour }: { colour: string }) {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const properties = brandProperties(colour);
    for (const [name, value] of properties) style.setProperty(name, value);
    return () => {
      for (const [name] of properties) style.removeProperty(name);
    };
  }, [colour]);
  return null;
}

function brandProperties(colour: string): [name: string, value: string][] {
  const palette = brandPalette(colour);
  return (['light', 'dark'] as const).flatMap((theme): [string, string][] => [
    [`--workspace-brand-${theme}`, palette[theme].brand],
    [`--workspace-brand-hover-${theme}`, palette[theme].brandHover],
    [`--workspace-brand-soft-${theme}`, palette[theme].brandSoft],
    [`--workspace-on-brand-${theme}`, palette[theme].onBrand],
  ]);
}
