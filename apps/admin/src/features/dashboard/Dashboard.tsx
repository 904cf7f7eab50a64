import { Loading, Skeleton } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../api/trpc.ts';
import { ErrorNotice } from '../../controls/ErrorNotice.tsx';
import { Panel } from '../../controls/Panel.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { KeyFigures } from './KeyFigures.tsx';
import { PeriodSwitch } from './PeriodSwitch.tsx';
import { PopularAmounts } from './PopularAmounts.tsx';
import type { DashboardPeriod } from './period.ts';
import { RecentCertificates } from './RecentCertificates.tsx';
import { ChartLegend, SalesChart } from './SalesChart.tsx';
import { SeriesTable } from './SeriesTable.tsx';

export type DashboardProps = { days: DashboardPeriod; onPeriodChange: (days: DashboardPeriod) => void };

export function Dashboard({ days, onPeriodChange }: DashboardProps) {
  const formats = useFormats();
  const dashboard = trpc.admin.dashboard.useQuery({ days });
  const { data } = dashboard;

  return (
    <div className="flex flex-col gap-7">
      <PeriodSwitch days={days} onChange={onPeriodChange} />
      {dashboard.error && (
        <ErrorNotice
          what="The figures"
          error={dashboard.error}
          onRetry={() => dashboard.refetch()}
          isRetrying={dashboard.isFetching}
        />
      )}
      {dashboard.isPending && <DashboardSkeleton />}
      {data && (
        <div className="flex flex-col gap-7">
          <KeyFigures dashboard={data} days={days} formats={formats} />
          <Panel id="sales" title="Sold and redeemed" aside={<ChartLegend />}>
            <SalesChart series={data.series} currency={data.currency} formats={formats} />
            <SeriesTable series={data.series} currency={data.currency} formats={formats} />
          </Panel>
          <div className="grid gap-7 lg:grid-cols-[1fr_2fr]">
            <Panel id="popular" title="Popular amounts" aside={`${days} days`}>
              <PopularAmounts amounts={data.popularAmounts} currency={data.currency} formats={formats} />
            </Panel>
            <Panel id="recent" title="Recent certificates" aside={<AllCertificates />}>
              <RecentCertificates recent={data.recent} formats={formats} />
            </Panel>
          </div>
        </div>
      )}
    </div>
  );
}

function AllCertificates() {
  return (
    <Link to="/certificates" className="font-medium text-brand underline underline-offset-2">
      All certificates
    </Link>
  );
}

function DashboardSkeleton() {
  return (
    <Loading label="Loading the figures">
      <Skeleton className="mb-7 h-24 w-full" />
      <Skeleton className="mb-2 h-6 w-48" />
      <Skeleton className="h-56 w-full" />
    </Loading>
  );
}
