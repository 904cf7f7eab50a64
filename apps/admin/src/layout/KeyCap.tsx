import type { ReactNode } from 'react';

export function KeyCap({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="rounded-[3px] border border-current/60 px-1 font-mono text-xs leading-[1.3] font-medium max-md:hidden"
    >
      {children}
    </span>
  );
}
