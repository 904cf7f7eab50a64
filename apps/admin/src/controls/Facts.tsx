import type { ReactNode } from 'react';

export type Fact = { term: string; value: ReactNode };

/** Terms and their values as ruled lines. A fact without a value is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== '');
  return (
    <dl>
      {known.map(({ term, value }) => (
        <div
          key={term}
          className="grid grid-cols-[34%_minmax(0,1fr)] sm:grid-cols-[10rem_minmax(0,1fr)] gap-x-4 border-b border-line py-1.5 last:border-0"
        >
          <dt className="text-ink-2">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
