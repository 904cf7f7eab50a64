import { getRouteApi } from '@tanstack/react-router';
import { trpc } from '../api/trpc.ts';
import { BackLink } from '../controls/BackLink.tsx';
import { DetailSkeleton } from '../controls/DetailSkeleton.tsx';
import { Queried } from '../controls/Queried.tsx';
import { OrderDetail } from '../features/orders/OrderDetail.tsx';
import { Page } from '../layout/Page.tsx';

const route = getRouteApi('/orders/$orderId');

export function OrderPage() {
  const { orderId } = route.useParams();
  const order = trpc.admin.orders.get.useQuery({ id: orderId });
  return (
    <Page
      title={order.data ? `Order ${order.data.reference}` : 'Order'}
      back={<BackLink to="/orders">Orders</BackLink>}
    >
      <Queried query={order} what="The order" skeleton={<DetailSkeleton label="Loading the order" />}>
        {(data) => <OrderDetail order={data} />}
      </Queried>
    </Page>
  );
}
