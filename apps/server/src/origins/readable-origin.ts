import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * An international name as its owner writes it, `https://bücher.example`, or null where the origin is read as it is. Letters
 * that look alike make two names look the same, so it is for showing beside the origin, never instead of it.
 */
export function readableOrigin(origin: string): string | null {
  const url = URL.parse(origin);
  if (url === null || !url.hostname.split('.').some((label) => label.startsWith('xn--'))) return null;
  const name = domainToUnicode(url.hostname);
  // What does not lead back is no name that a browser would have made.
  if (name === url.hostname || domainToASCII(name) !== url.hostname) return null;
  return `${url.protocol}//${name}${url.port === '' ? '' : `:${url.port}`}`;
}
