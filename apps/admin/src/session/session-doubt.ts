type Listener = () => void;

/** `ended`: a call was answered with 401. `password_due`: a change asked for a fresher sign-in than this one. */
export type SessionDoubt = 'ended' | 'password_due';

const listeners = new Set<Listener>();
/** The server leads back here from a file that needs a fresher sign-in than this one. */
const SIGN_IN_AGAIN = '#sign-in-again';
let doubt: SessionDoubt | null = globalThis.location?.hash === SIGN_IN_AGAIN ? 'password_due' : null;

/** The page stays as it is and asks to sign in again. */
export function reportSessionDoubt(next: SessionDoubt): void {
  // Whose session has ended signs in for that: it is the larger doubt.
  if (doubt !== 'ended') change(next);
}

export function forgetSessionDoubt(): void {
  if (globalThis.location?.hash === SIGN_IN_AGAIN) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  change(null);
}

export function currentSessionDoubt(): SessionDoubt | null {
  return doubt;
}

export function onSessionDoubt(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: SessionDoubt | null): void {
  if (doubt === next) return;
  doubt = next;
  for (const listener of listeners) listener();
}
