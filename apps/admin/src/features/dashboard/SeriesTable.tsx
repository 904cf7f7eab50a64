import type { SalesChartProps } from './SalesChart.tsx';

/** The figures of the chart. */
export function SeriesTable({ series, currency, formats }: SalesChartProps) {
  return (
    <details className="mt-2">
      <summary className="w-fit rounded-control py-1 font-medium text-brand">
        Show these figures as a table
      </summary>
      <table className="mt-2 w-full max-w-xl border-collapse border border-line bg-surface">
        <caption className="sr-only">Sold and redeemed over the period</caption>
        <thead>
          <tr className="text-xs text-ink-2">
            <th scope="col" className="px-3 py-2 text-start font-semibold">
              From
            </th>
            <th scope="col" className="px-3 py-2 text-end font-semibold">
              Sold
            </th>
            <th scope="col" className="px-3 py-2 text-end font-semibold">
              Redeemed
            </th>
          </tr>
        </thead>
        <tbody>
          {series.map((bucket) => (
            <tr key={bucket.on} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-start font-normal">
                {formats.day(bucket.on)}
              </th>
              <td className="px-3 py-1 text-end">{formats.money(bucket.soldMinor, currency)}</td>
              <td className="px-3 py-1 text-end">{formats.money(bucket.redeemedMinor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
