import type { ReactNode } from 'react';

/** One sentence and, at most, one button. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-4 rounded-panel border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="max-w-text text-ink-2">{children}</p>
      {action}
    </div>
  );
}
