import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AdminOutputs } from '../../api/trpc.ts';
import type { Formats } from '../../formats/formats.ts';
import type { DashboardPeriod } from './period.ts';

type Dashboard = AdminOutputs['dashboard'];
type FigureValue = Dashboard['sold'];

export type KeyFiguresProps = { dashboard: Dashboard; days: DashboardPeriod; formats: Formats };

/** The figures of the business; each leads to the list that adds up to it. */
export function KeyFigures({ dashboard, days, formats }: KeyFiguresProps) {
  const amount = (figure: FigureValue) => formats.money(figure.amountMinor, dashboard.currency);
  const note = (figure: FigureValue) =>
    `${formats.count(figure.count)} ${figure.count === 1 ? 'certificate' : 'certificates'}`;

  return (
    <dl className="flex flex-wrap gap-px overflow-hidden border border-line bg-line">
      <Figure term={`Sold in ${days} days`} note={note(dashboard.sold)}>
        <Link to="/certificates" search={{ sold: days }} className={linkClasses}>
          {amount(dashboard.sold)}
        </Link>
      </Figure>
      <Figure term={`Redeemed in ${days} days`} note={note(dashboard.redeemed)}>
        <Link to="/certificates" search={{ redeemed: days }} className={linkClasses}>
          {amount(dashboard.redeemed)}
        </Link>
      </Figure>
      <Figure term="Outstanding liability" note={note(dashboard.outstanding)}>
        <Link to="/certificates" search={{ status: ['active'] }} className={linkClasses}>
          {amount(dashboard.outstanding)}
        </Link>
      </Figure>
      <Figure term="Expiring in 30 days" note={note(dashboard.expiringSoon)}>
        <Link to="/certificates" search={{ status: ['active'], expires: 30 }} className={linkClasses}>
          {amount(dashboard.expiringSoon)}
        </Link>
      </Figure>
      <Figure term="Redemption rate" note={`redeemed ÷ sold in ${days} days`}>
        {dashboard.redemptionRate === null ? '–' : formats.percent(dashboard.redemptionRate)}
      </Figure>
    </dl>
  );
}

const linkClasses =
  'rounded-control underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-ink';

function Figure({ term, note, children }: { term: string; note: string; children: ReactNode }) {
  return (
    <div className="min-w-44 flex-1 bg-surface px-4 py-3">
      <dt>{term}</dt>
      <dd>
        <span className="block font-display text-xl font-semibold whitespace-nowrap">{children}</span>
        <span className="text-xs text-ink-2">{note}</span>
      </dd>
    </div>
  );
}
