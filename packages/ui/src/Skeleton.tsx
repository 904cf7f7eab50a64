import type { ReactNode } from 'react';

/** A grey place for something that is on its way; give it a size by classes. Shown after 200 ms only. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <div aria-hidden="true" className={`appear-late rounded-control bg-line/70 ${className}`} />;
}

/** Skeletons, and one sentence that says to screen readers what they wait for. */
export function Loading({ label = 'Loading', children }: { label?: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
