import { useEffect, useRef, useState } from 'react';
import { useDelayed } from './use-delayed.ts';

const TYPING_PAUSE_MS = 300;

export type Search = {
  text: string;
  change: (text: string) => void;
  /** What to search for now. */
  searched: string;
};

/**
 * The text of the search field. A pause in typing searches; the text also goes to the address, so that it can be shared
 * and found again, unless `isSecret`: what may hold a code.
 */
export function useSearch(
  inAddress: string,
  putInAddress: (text: string) => void,
  isSecret: (text: string) => boolean,
): Search {
  const [text, setText] = useState(inAddress);
  const searched = useDelayed(text, TYPING_PAUSE_MS).trim();
  const known = useRef(inAddress);

  useEffect(() => {
    // A link or the back button changed the address: the field follows it.
    if (inAddress === known.current) return;
    known.current = inAddress;
    setText(inAddress);
  }, [inAddress]);

  // Only a pause in typing writes the address; an address that changed by itself is not written back.
  useEffect(() => {
    const shareable = isSecret(searched) ? '' : searched;
    if (shareable === known.current) return;
    known.current = shareable;
    putInAddress(shareable);
  }, [searched]);

  return { text, change: setText, searched };
}
