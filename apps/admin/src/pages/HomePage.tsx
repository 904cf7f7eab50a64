import { getRouteApi } from '@tanstack/react-router';
import { Dashboard } from '../features/dashboard/Dashboard.tsx';
import { DASHBOARD_PERIOD_DEFAULT, readDashboardSearch } from '../features/dashboard/period.ts';
import { IssueLink } from '../layout/IssueLink.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/');

export function HomePage() {
  // The router keeps what it could not read beside what it could: only the latter may reach the server.
  const { days = DASHBOARD_PERIOD_DEFAULT } = readDashboardSearch(route.useSearch());
  const navigate = route.useNavigate();
  return (
    <Page title="Home" actions={<IssueLink />}>
      <Dashboard
        days={days}
        onPeriodChange={(period) => void navigate({ search: { days: period }, resetScroll: false })}
      />
    </Page>
  );
}
