import { Button, buttonClasses, EmptyState } from '@boon/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AdminInputs, trpc } from '../../api/trpc.ts';
import { mayHoldCode } from '../../controls/code-privacy.ts';
import { DataTable } from '../../controls/DataTable.tsx';
import { ErrorNotice } from '../../controls/ErrorNotice.tsx';
import { LoadMore } from '../../controls/LoadMore.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { TableSkeleton } from '../../controls/TableSkeleton.tsx';
import { useSearch } from '../../controls/use-search.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { useMay, useSession } from '../../session/session.ts';
import { certificateColumns } from './columns.tsx';
import { FilterBar } from './FilterBar.tsx';
import type { CertificateFilters } from './filters.ts';

const ROWS_PER_PAGE = 50;

export type CertificateListProps = {
  filters: CertificateFilters;
  onChange: (filters: CertificateFilters) => void;
};

export function CertificateList({ filters, onChange }: CertificateListProps) {
  const { currency } = useSession().brand;
  const formats = useFormats();
  const search = useSearch(filters.q ?? '', (q) => onChange({ ...filters, q }), mayHoldCode);
  const list = trpc.admin.certificates.list.useInfiniteQuery(listInput(filters, search.searched), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

  const total = list.data?.pages.at(-1)?.total;
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const { q: _q, ...chips } = filters;
  const isFiltered = search.text.trim() !== '' || Object.keys(chips).length > 0;

  function clear() {
    search.change('');
    onChange({});
  }

  return (
    <div className="flex flex-col gap-3">
      <SearchField
        label="Search certificates by name, e-mail, number or code"
        placeholder="Name, e-mail, number or code"
        value={search.text}
        onChange={search.change}
        onSubmit={() => list.refetch()}
      />
      <FilterBar filters={filters} onChange={onChange} />
      {list.error && (
        <ErrorNotice
          what="The certificates"
          error={list.error}
          onRetry={() => list.refetch()}
          isRetrying={list.isFetching}
        />
      )}
      {list.isPending && <TableSkeleton label="Loading the certificates" />}
      {total && rows.length === 0 && (isFiltered ? <NothingFound onClear={clear} /> : <NoCertificatesYet />)}
      {total && rows.length > 0 && (
        <div aria-busy={list.isPlaceholderData}>
          <p className="mb-2 text-ink-2" aria-live="polite">
            <strong className="font-semibold text-ink">{formats.count(total.count)}</strong>{' '}
            {total.count === 1 ? 'certificate' : 'certificates'} ·{' '}
            <strong className="font-semibold text-ink">{formats.money(total.amountMinor, currency)}</strong>
          </p>
          <DataTable
            caption="Certificates"
            columns={certificateColumns(formats)}
            rows={rows}
            rowId={(row) => row.id}
          />
          <LoadMore
            shown={`${formats.count(rows.length)} of ${formats.count(total.count)} shown`}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoadMore={() => list.fetchNextPage()}
          />
        </div>
      )}
    </div>
  );
}

function listInput(filters: CertificateFilters, searched: string): AdminInputs['certificates']['list'] {
  return {
    limit: ROWS_PER_PAGE,
    ...(searched === '' ? {} : { search: searched }),
    ...(filters.status ? { status: filters.status } : {}),
    ...(filters.origin ? { origin: filters.origin } : {}),
    ...(filters.expires ? { expiresWithinDays: filters.expires } : {}),
    ...(filters.sold ? { soldWithinDays: filters.sold } : {}),
    ...(filters.redeemed ? { redeemedWithinDays: filters.redeemed } : {}),
  };
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      action={
        <Button size="admin" onClick={onClear}>
          Clear search and filters
        </Button>
      }
    >
      No certificate matches this search and these filters.
    </EmptyState>
  );
}

function NoCertificatesYet() {
  const mayIssue = useMay('issue');
  return (
    <EmptyState
      action={
        mayIssue && (
          <Link to="/certificates/new" className={buttonClasses('primary', 'admin')}>
            Issue the first certificate
          </Link>
        )
      }
    >
      No certificates yet. They appear here when they are sold on the portal or issued by staff.
    </EmptyState>
  );
}
