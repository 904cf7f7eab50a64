import { createContext, useContext } from 'react';

/** Opens the palette that searches certificates and goes to screens. */
export const PaletteContext = createContext<() => void>(() => undefined);

export function useOpenPalette(): () => void {
  return useContext(PaletteContext);
}
