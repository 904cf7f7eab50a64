import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';

type PopularAmount = AdminOutputs['dashboard']['popularAmounts'][number];
export type PopularAmountsProps = { amounts: readonly PopularAmount[]; currency: string; formats: Formats };

/** The most sold amounts, as a table whose bars are drawn to the largest count. */
export function PopularAmounts({ amounts, currency, formats }: PopularAmountsProps) {
  const largest = Math.max(1, ...amounts.map(({ count }) => count));
  if (amounts.length === 0) return <p className="text-ink-2">Nothing was sold in this period.</p>;
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Popular amounts</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Amount</th>
          <th scope="col">Sold</th>
        </tr>
      </thead>
      <tbody>
        {amounts.map(({ amountMinor, count }) => (
          <tr key={amountMinor} className="border-b border-line last:border-0">
            <th scope="row" className="w-0 py-2 pe-4 text-end font-display font-semibold whitespace-nowrap">
              {formats.moneyShort(amountMinor, currency)}
            </th>
            <td className="py-2">
              <span className="flex items-center gap-2">
                <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" className="h-3 grow">
                  <rect width={(100 * count) / largest} height="10" className="fill-brand" />
                </svg>
                <span className="min-w-[2.5em] text-end">{formats.count(count)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
