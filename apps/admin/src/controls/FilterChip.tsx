import { CloseIcon } from '@boon/ui';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';

export type FilterChipProps = {
  label: string;
  /** What is filtered by, in words; empty when nothing is. */
  chosen: readonly string[];
  onClear: () => void;
  /** Checkboxes or radio buttons. */
  children: ReactNode;
};

/** A filter as a chip that opens its choices: a native disclosure, closed by Escape and by leaving it. */
export function FilterChip({ label, chosen, onClear, children }: FilterChipProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const summaryRef = useRef<HTMLElement>(null);
  const isActive = chosen.length > 0;

  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !ref.current?.open) return;
    event.stopPropagation();
    ref.current.open = false;
    summaryRef.current?.focus();
  }

  function closeOnLeave(event: FocusEvent<HTMLDetailsElement>) {
    const next = event.relatedTarget;
    if (next instanceof Node && !event.currentTarget.contains(next)) event.currentTarget.open = false;
  }

  const border = isActive
    ? 'border-brand bg-brand-soft text-brand'
    : 'border-dashed border-line-strong bg-surface';
  return (
    <div className={`inline-flex min-w-0 items-stretch rounded-control border font-medium ${border}`}>
      <details ref={ref} onKeyDown={closeOnEscape} onBlur={closeOnLeave} className="min-w-0 md:relative">
        <summary
          ref={summaryRef}
          className="flex min-h-[1.9rem] list-none items-center rounded-control px-2.5 py-0.5 select-none [&::-webkit-details-marker]:hidden"
        >
          {isActive ? `${label}: ${chosen.join(', ')}` : `+ ${label}`}
        </summary>
        <div className="absolute start-0 top-full z-20 mt-1.5 w-max max-w-[calc(100vw-2rem)] rounded-panel border border-line bg-surface p-3 text-ink shadow-overlay">
          {children}
        </div>
      </details>
      {isActive && (
        <button
          type="button"
          aria-label={`Remove the filter ${label}`}
          onClick={onClear}
          className="grid w-7 place-items-center rounded-control hover:bg-surface"
        >
          <CloseIcon className="size-3" />
        </button>
      )}
    </div>
  );
}
