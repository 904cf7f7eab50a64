import { StatusBadge } from '@boon/ui';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { mayHoldCode } from '../../controls/code-privacy.ts';
import { MaskedCode } from '../../controls/MaskedCode.tsx';
import { useDelayed } from '../../controls/use-delayed.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { useScreens } from '../../layout/screens.ts';
import { useSingleKeys } from '../../layout/shortcuts.ts';
import { useMay } from '../../session/session.ts';
import { type PaletteEntry, PaletteOptions } from './PaletteOptions.tsx';

const TYPING_PAUSE_MS = 200;
const CERTIFICATES_MAX = 6;

/** Finds a certificate or goes to a screen, by keyboard alone: a native dialog with a combobox in it. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (isOpen && dialog && !dialog.open) dialog.showModal();
    if (!isOpen && dialog?.open) dialog.close();
  }, [isOpen]);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className="mx-auto mt-[10vh] mb-auto w-[min(38rem,calc(100vw-2rem))] rounded-panel border border-line bg-surface p-0 text-ink shadow-overlay"
    >
      <h2 id={titleId} className="sr-only">
        Search
      </h2>
      {isOpen && <PaletteSearch onClose={onClose} />}
    </dialog>
  );
}

function PaletteSearch({ onClose }: { onClose: () => void }) {
  const listId = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { entries, isSearching, isCutOff, error } = useEntries(text);
  const activeIndex = Math.min(active, entries.length - 1);

  function choose(entry: PaletteEntry | undefined) {
    if (!entry) return;
    onClose();
    switch (entry.kind) {
      case 'screen':
        return void navigate({ to: entry.to });
      case 'results':
        return void navigate({ to: '/certificates', search: { q: entry.q } });
      case 'certificate':
        return void navigate({ to: '/certificates/$certificateId', params: { certificateId: entry.id } });
    }
  }

  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowDown: activeIndex + 1, ArrowUp: activeIndex - 1 };
    const next = moves[event.key];
    if (next !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((next + entries.length) % entries.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(entries[activeIndex]);
    }
  }

  return (
    <>
      <div className="border-b border-line p-3">
        <input
          type="text"
          role="combobox"
          aria-label="Search certificates or go to a screen"
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={activeIndex >= 0 ? `${listId}-${activeIndex}` : undefined}
          placeholder="Name, e-mail, number, code or screen"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
          className="min-h-[2.6rem] w-full rounded-control border border-line-strong bg-surface px-3 text-base"
        />
      </div>
      <PaletteOptions listId={listId} entries={entries} activeIndex={activeIndex} onChoose={choose} />
      <p role="status" className="px-4 py-2 text-ink-2 empty:hidden">
        {error
          ? sentenceFor(error)
          : isSearching
            ? 'Searching…'
            : entries.length === 0
              ? 'Nothing found.'
              : isCutOff
                ? 'There are more. Type more of it to see them.'
                : ''}
      </p>
      <SingleKeysSetting />
    </>
  );
}

type Entries = {
  entries: PaletteEntry[];
  isSearching: boolean;
  /** There are more certificates, and no entry leads to them. */
  isCutOff: boolean;
  error: unknown;
};

function useEntries(text: string): Entries {
  const formats = useFormats();
  const mayIssue = useMay('issue');
  const screens = useScreens();
  const typed = text.trim();
  const searched = useDelayed(typed, TYPING_PAUSE_MS);
  const found = trpc.admin.certificates.list.useQuery(
    { search: searched, limit: CERTIFICATES_MAX },
    { enabled: searched !== '', gcTime: 0 },
  );
  const targets = [
    ...screens,
    ...(mayIssue ? [{ to: '/certificates/new', title: 'Issue certificate' } as const] : []),
  ];
  const matching = targets.filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()));
  const certificates = searched === '' ? [] : (found.data?.rows ?? []);
  const count = searched === '' ? 0 : (found.data?.total.count ?? 0);
  const hasMore = count > certificates.length;
  // The list keeps its search in the address, where no code may stand.
  const mayBeListed = !mayHoldCode(searched);
  return {
    entries: [
      ...certificates.map(
        (row): PaletteEntry => ({
          kind: 'certificate',
          id: row.id,
          content: (
            <>
              <MaskedCode last4={row.codeLast4} />
              <span className="min-w-0 grow truncate">
                <bdi>{row.recipientName}</bdi>{' '}
                <span className="text-ink-2">
                  from <bdi>{row.purchaserName}</bdi>
                </span>
              </span>
              <StatusBadge status={row.status} />
              <span>{formats.money(row.amountMinor, row.currency)}</span>
            </>
          ),
        }),
      ),
      ...matching.map(({ to, title }): PaletteEntry => ({ kind: 'screen', to, content: title })),
      ...(hasMore && mayBeListed ? [allResults(searched, formats.count(count))] : []),
    ],
    isSearching: typed !== searched || (searched !== '' && found.isFetching),
    isCutOff: hasMore && !mayBeListed,
    error: found.error,
  };
}

function allResults(q: string, count: string): PaletteEntry {
  return {
    kind: 'results',
    q,
    content: (
      <span className="min-w-0 grow truncate">
        All {count} results for “<bdi>{q}</bdi>”
      </span>
    ),
  };
}

function SingleKeysSetting() {
  const [isOn, change] = useSingleKeys();
  return (
    <label className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-xs text-ink-2 max-md:hidden">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => change(event.target.checked)}
        className="size-3.5 accent-brand"
      />
      Single keys work as shortcuts: / for search, C for a new certificate
    </label>
  );
}
