import { getRouteApi } from '@tanstack/react-router';
import { OrderList } from '../features/orders/OrderList.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/orders');

export function OrdersPage() {
  const filters = route.useSearch();
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
