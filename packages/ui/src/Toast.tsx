import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { AlertIcon, CheckIcon, CloseIcon } from './icons.tsx';

export type Toast = { tone: 'success' | 'danger'; text: ReactNode };
type ShownToast = Toast & { id: number };

const SHOWN_MS = 6000;
const SHOWN_MAX = 4;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Gives the function that shows a short notice at the bottom start of the page. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ nextId: number; shown: ShownToast[] }>({ nextId: 1, shown: [] });

  const show = useCallback((toast: Toast) => {
    setToasts(({ nextId, shown }) => ({
      nextId: nextId + 1,
      shown: [...shown, { ...toast, id: nextId }].slice(-SHOWN_MAX),
    }));
  }, []);
  const dismiss = useCallback((id: number) => {
    setToasts(({ nextId, shown }) => ({ nextId, shown: shown.filter((toast) => toast.id !== id) }));
  }, []);

  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-label="Notices"
        aria-live="polite"
        className="pointer-events-none fixed start-4 bottom-4 z-50 flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2"
      >
        {toasts.shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </section>
    </ToastContext>
  );
}

function ToastCard({ toast, onDismiss }: { toast: ShownToast; onDismiss: (id: number) => void }) {
  const [paused, setPaused] = useState(false);

  useEffect(() => {
    if (paused) return;
    const timer = setTimeout(() => onDismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [paused, toast.id, onDismiss]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the clock; the button inside is the control
    <div
      onMouseEnter={() => setPaused(true)}
      onMouseLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-auto flex items-start gap-2.5 rounded-panel border border-line bg-surface px-4 py-3 text-sm text-ink shadow-overlay"
    >
      {toast.tone === 'success' ? (
        <CheckIcon className="mt-0.5 size-4 text-success" />
      ) : (
        <AlertIcon className="mt-0.5 size-4 text-danger" />
      )}
      <div className="min-w-0 grow">{toast.text}</div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => onDismiss(toast.id)}
        className="-my-1 -me-2 grid size-7 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-sunken"
      >
        <CloseIcon className="size-3.5" />
      </button>
    </div>
  );
}
