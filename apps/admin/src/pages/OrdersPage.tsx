import { getRouteApi } from '@tanstack/react-router';
import { readOrderFilters } from '../features/orders/filters.ts';
import { OrderList } from '../features/orders/OrderList.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/orders');

export function OrdersPage() {
  // The router keeps what it could not read beside what it could: only the latter may reach the server.
  const filters = readOrderFilters(route.useSearch());
  const navigate = route.useNavigate();
  return (
    <Page title="Orders">
      <OrderList
        filters={filters}
        onChange={(search) => void navigate({ search, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
