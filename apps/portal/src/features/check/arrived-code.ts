/**
 * Takes the code out of the address it came in (`#CODE`, from the QR on the certificate). A fragment is never sent to a
 * server; taking it out at once keeps it from the browser's history and from shared screens too.
 */
export function takeArrivedCode(): string {
  const { hash, pathname, search } = window.location;
  if (hash.length <= 1) return '';
  window.history.replaceState(window.history.state, '', pathname + search);
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}
