import { Link } from '@tanstack/react-router';
import { DASHBOARD_PERIOD_DEFAULT, DASHBOARD_PERIODS } from './period.ts';

export function PeriodSwitch() {
  return (
    <nav aria-label="Period">
      <ul className="flex flex-wrap gap-2">
        {DASHBOARD_PERIODS.map((period) => (
          <li key={period}>
            <Link
              to="/"
              search={period === DASHBOARD_PERIOD_DEFAULT ? {} : { days: period }}
              resetScroll={false}
              activeOptions={{ exact: true, includeSearch: true }}
              className="inline-flex min-h-[1.9rem] items-center rounded-control border border-line-strong bg-surface px-2.5 font-medium data-[status=active]:border-2 data-[status=active]:border-brand data-[status=active]:bg-brand-soft data-[status=active]:text-brand"
            >
              {period} days
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
