type Listener = () => void;

const listeners = new Set<Listener>();
let isLost = false;

/** A call was answered with 401: the page stays as it is and asks to sign in again. */
export function reportSessionLoss(): void {
  change(true);
}

export function forgetSessionLoss(): void {
  change(false);
}

export function isSessionLost(): boolean {
  return isLost;
}

export function onSessionLoss(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: boolean): void {
  if (isLost === next) return;
  isLost = next;
  for (const listener of listeners) listener();
}
