import { getRouteApi } from '@tanstack/react-router';
import { Dashboard } from '../features/dashboard/Dashboard.tsx';
import { DASHBOARD_PERIOD_DEFAULT } from '../features/dashboard/period.ts';
import { IssueLink } from '../layout/IssueLink.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/');

export function HomePage() {
  const { days = DASHBOARD_PERIOD_DEFAULT } = route.useSearch();
  return (
    <Page title="Home" actions={<IssueLink />}>
      <Dashboard days={days} />
    </Page>
  );
}
