import { Button, EmptyState, StatusBadge } from '@boon/ui';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { CheckboxList } from '../../controls/ChoiceList.tsx';
import { holdsMostOfCode } from '../../controls/code-privacy.ts';
import { type Column, DataTable } from '../../controls/DataTable.tsx';
import { ErrorNotice } from '../../controls/ErrorNotice.tsx';
import { FilterChip } from '../../controls/FilterChip.tsx';
import { LoadMore } from '../../controls/LoadMore.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { TableSkeleton } from '../../controls/TableSkeleton.tsx';
import { useSearch } from '../../controls/use-search.ts';
import type { Formats } from '../../formats/formats.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { ORDER_STATUSES, type OrderFilters, orderStatusWords } from './filters.ts';

type OrderRow = AdminOutputs['orders']['list']['rows'][number];

const ROWS_PER_PAGE = 50;

export type OrderListProps = { filters: OrderFilters; onChange: (filters: OrderFilters) => void };

export function OrderList({ filters, onChange }: OrderListProps) {
  const formats = useFormats();
  const { text, change, searched } = useSearch(
    filters.q ?? '',
    (q) => onChange({ ...filters, q }),
    // Somebody may look for the order a code was used on.
    holdsMostOfCode,
  );
  const { status = [] } = filters;
  const list = trpc.admin.orders.list.useInfiniteQuery(
    {
      limit: ROWS_PER_PAGE,
      ...(searched === '' ? {} : { search: searched }),
      ...(status.length === 0 ? {} : { status }),
    },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];

  function clear() {
    change('');
    onChange({});
  }

  return (
    <div className="flex flex-col gap-3">
      <SearchField
        label="Search orders by reference or customer"
        placeholder="Reference or customer"
        value={text}
        onChange={change}
        onSubmit={() => list.refetch()}
      />
      <fieldset className="relative flex flex-wrap gap-2">
        <legend className="sr-only">Filters</legend>
        <FilterChip
          label="Status"
          chosen={status.map((each) => orderStatusWords[each])}
          onClear={() => onChange({ ...filters, status: [] })}
        >
          <CheckboxList
            name="status"
            legend="Status"
            choices={ORDER_STATUSES.map((value) => ({ value, label: orderStatusWords[value] }))}
            values={status}
            onChange={(next) => onChange({ ...filters, status: next })}
          />
        </FilterChip>
      </fieldset>
      {list.error && (
        <ErrorNotice
          what="The orders"
          error={list.error}
          onRetry={() => list.refetch()}
          isRetrying={list.isFetching}
        />
      )}
      {list.isPending && <TableSkeleton label="Loading the orders" />}
      {list.data && rows.length === 0 && (
        <NoOrders isFiltered={searched !== '' || text !== '' || status.length > 0} onClear={clear} />
      )}
      {rows.length > 0 && (
        <div aria-busy={list.isPlaceholderData}>
          <DataTable caption="Orders" columns={columns(formats)} rows={rows} rowId={(row) => row.id} />
          <LoadMore
            shown={`${formats.count(rows.length)} ${rows.length === 1 ? 'order' : 'orders'} shown`}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoadMore={() => list.fetchNextPage()}
          />
        </div>
      )}
    </div>
  );
}

function NoOrders({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) {
    return (
      <EmptyState>
        No orders yet. They appear here when your booking site creates them through the API.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        <Button size="admin" onClick={onClear}>
          Clear search and filters
        </Button>
      }
    >
      No order matches this search and these filters.
    </EmptyState>
  );
}

function columns(formats: Formats): Column<OrderRow>[] {
  const amount = (row: OrderRow, amountMinor: number) => (
    <span className="whitespace-nowrap">{formats.money(amountMinor, row.currency)}</span>
  );
  return [
    {
      id: 'reference',
      title: 'Reference',
      isRowHeader: true,
      cell: (row) => (
        <Link
          to="/orders/$orderId"
          params={{ orderId: row.id }}
          className="rounded-control font-medium text-brand underline underline-offset-3"
        >
          {row.reference}
        </Link>
      ),
    },
    {
      id: 'customer',
      title: 'Customer',
      cell: (row) => <bdi>{row.customerName || row.customerEmail || '–'}</bdi>,
    },
    { id: 'status', title: 'Status', cell: (row) => <StatusBadge status={row.status} /> },
    { id: 'total', title: 'Total', align: 'end', cell: (row) => amount(row, row.totalMinor) },
    { id: 'applied', title: 'Certificates', align: 'end', cell: (row) => amount(row, row.appliedMinor) },
    {
      id: 'due',
      title: 'Due',
      align: 'end',
      // Of an order that is over nobody owes anything here: its rest was paid elsewhere, or never will be.
      cell: (row) => (row.status === 'open' ? amount(row, row.dueMinor) : '–'),
    },
    {
      id: 'created',
      title: 'Created',
      isSecondary: true,
      cell: (row) => <span className="whitespace-nowrap">{formats.instantDay(row.createdAt)}</span>,
    },
  ];
}
