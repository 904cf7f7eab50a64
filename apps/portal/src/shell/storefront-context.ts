import { createContext, useContext } from 'react';
import type { Storefront } from '../api/client.ts';

export const StorefrontContext = createContext<Storefront | null>(null);

/** The storefront of the workspace in the address; pages are only shown once it is known. */
export function useStorefront(): Storefront {
  const storefront = useContext(StorefrontContext);
  if (storefront === null) throw new Error('useStorefront needs a WorkspaceLayout around it');
  return storefront;
}
