import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type PurchaseStatus, trpc } from '../../api/client.ts';
import { failureOf } from '../../api/failure.ts';

const POLL_EVERY_MS = 2000;
const POLLS_MAX = 30;

/** Asks how the payment went, and while it is being processed asks again for up to a minute. */
export function usePaymentStatus(workspace: string, purchase: string): UseQueryResult<PurchaseStatus> {
  const { client } = trpc.useUtils();
  return useQuery({
    queryKey: ['payment-status', workspace, purchase],
    queryFn: () => client.portal.purchaseStatus.mutate({ workspace, purchase }),
    retry: (attempts, error) => failureOf(error).kind === 'unreachable' && attempts < 2,
    refetchInterval: ({ state }) =>
      state.data?.state === 'processing' && state.dataUpdateCount < POLLS_MAX ? POLL_EVERY_MS : false,
  });
}
