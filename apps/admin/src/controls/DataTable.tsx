import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
  /** Heads the row for screen readers, and leads it where rows are stacked. */
  isRowHeader?: true;
  /** Left out where a table fits but not all of its columns; stacked rows show everything. */
  isSecondary?: true;
};

export type DataTableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** From which width on the rows stand in columns: few columns fit where many do not. */
  width?: TableWidth;
};

export type TableWidth = 'wide' | 'narrow';

const layouts = {
  wide: {
    table: '@min-[38rem]:table @min-[38rem]:border-collapse',
    head: '@min-[38rem]:not-sr-only @min-[38rem]:table-header-group',
    body: '@min-[38rem]:table-row-group',
    row: '@min-[38rem]:table-row @min-[38rem]:p-0 @min-[38rem]:first:border-t',
    cell: '@min-[38rem]:table-cell @min-[38rem]:h-row @min-[38rem]:px-3 @min-[38rem]:py-1 @min-[38rem]:align-middle',
    start: '@min-[38rem]:text-start',
    end: '@min-[38rem]:text-end',
    title: '@min-[38rem]:hidden',
    content: '@min-[38rem]:inline-block @min-[38rem]:max-w-72 @min-[38rem]:[text-align:inherit]',
    secondary: '@min-[38rem]:@max-[60rem]:hidden',
  },
  narrow: {
    table: '@md:table @md:border-collapse',
    head: '@md:not-sr-only @md:table-header-group',
    body: '@md:table-row-group',
    row: '@md:table-row @md:p-0 @md:first:border-t',
    cell: '@md:table-cell @md:h-row @md:px-3 @md:py-1 @md:align-middle',
    start: '@md:text-start',
    end: '@md:text-end',
    title: '@md:hidden',
    content: '@md:inline-block @md:max-w-60 @md:[text-align:inherit]',
    secondary: '',
  },
} as const satisfies Record<TableWidth, Record<string, string>>;

/** Rows of 40 px; where there is no room for columns each row becomes a small list, with the title before each value. */
export function DataTable<Row>({ caption, columns, rows, rowId, width = 'wide' }: DataTableProps<Row>) {
  const layout = layouts[width];
  return (
    <div className="@container">
      <table className={`block w-full border border-line bg-surface ${layout.table}`}>
        <caption className="sr-only">{caption}</caption>
        <thead className={`sr-only ${layout.head}`}>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={`h-row px-3 text-xs font-semibold whitespace-nowrap text-ink-2 ${column.align === 'end' ? 'text-end' : 'text-start'} ${column.isSecondary ? layout.secondary : ''}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={`block ${layout.body}`}>
          {rows.map((row) => (
            <tr
              key={rowId(row)}
              className={`block border-t border-line px-3 py-2 first:border-t-0 focus-within:bg-brand-soft/50 hover:bg-brand-soft/50 ${layout.row}`}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} width={width} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps<Row> = { column: Column<Row>; row: Row; width: TableWidth };

function Cell<Row>({ column, row, width }: CellProps<Row>) {
  const layout = layouts[width];
  const classes = `flex min-h-7 items-center justify-between gap-4 font-normal ${layout.cell} ${layout[column.align ?? 'start']} ${column.isSecondary ? layout.secondary : ''}`;
  const content = (
    <>
      <span aria-hidden="true" className={`shrink-0 text-xs text-ink-2 ${layout.title}`}>
        {column.title}
      </span>
      <span className={`min-w-0 text-end wrap-break-word ${layout.content}`}>{column.cell(row)}</span>
    </>
  );
  if (!column.isRowHeader) return <td className={classes}>{content}</td>;
  return (
    <th scope="row" className={classes}>
      {content}
    </th>
  );
}
