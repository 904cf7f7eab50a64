import type { ReactNode } from 'react';

export type PanelProps = { id: string; title: string; aside?: ReactNode; children: ReactNode };

/** A titled part of a page, separated by a hairline; never put inside another one. */
export function Panel({ id, title, aside, children }: PanelProps) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line pb-1.5">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {aside && <div className="text-sm text-ink-2">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
