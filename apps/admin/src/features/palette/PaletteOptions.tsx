import { type ReactNode, useEffect } from 'react';

export type PaletteTarget =
  | '/'
  | '/certificates'
  | '/certificates/new'
  | '/orders'
  | '/outbox'
  | '/settings/developers';
export type PaletteEntry =
  | { kind: 'certificate'; id: string; content: ReactNode }
  | { kind: 'screen'; to: PaletteTarget; content: ReactNode }
  /** The list of certificates, searched for the same. */
  | { kind: 'results'; q: string; content: ReactNode };

export type PaletteOptionsProps = {
  listId: string;
  entries: readonly PaletteEntry[];
  activeIndex: number;
  onChoose: (entry: PaletteEntry) => void;
};

/** The listbox under the combobox; the focus stays in the field, the active option is named by it. */
export function PaletteOptions({ listId, entries, activeIndex, onChoose }: PaletteOptionsProps) {
  useEffect(() => {
    document.getElementById(`${listId}-${activeIndex}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, activeIndex]);

  return (
    <div
      id={listId}
      role="listbox"
      aria-label="Results"
      className="max-h-[50vh] overflow-y-auto p-1.5 empty:hidden"
    >
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above holds the focus and the keys
        <div
          key={keyOf(entry)}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === activeIndex}
          onClick={() => onChoose(entry)}
          className="flex min-h-row cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-control px-2.5 py-1 hover:bg-sunken aria-selected:bg-brand-soft aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-brand"
        >
          {entry.content}
        </div>
      ))}
    </div>
  );
}

function keyOf(entry: PaletteEntry): string {
  switch (entry.kind) {
    case 'certificate':
      return entry.id;
    case 'screen':
      return entry.to;
    case 'results':
      return entry.kind;
  }
}
