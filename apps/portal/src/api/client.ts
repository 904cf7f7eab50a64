import type { AppRouter } from '@boon/server';
import { httpBatchLink, type TRPCClient } from '@trpc/client';
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query';
import type { inferRouterOutputs } from '@trpc/server';

export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

type PortalOutputs = inferRouterOutputs<AppRouter>['portal'];
export type Storefront = PortalOutputs['storefront'];
export type Brand = Storefront['brand'];
export type PurchaseStatus = PortalOutputs['purchaseStatus'];
export type CodeAnswer = PortalOutputs['checkCode'];
export type RecipientCertificate = PortalOutputs['certificate'];

const ANSWER_TIMEOUT_MS = 30_000;

/** Queries go by POST as well: no input is ever part of an address that a log might keep. */
export function createApiClient(): TRPCClient<AppRouter> {
  return trpc.createClient({
    links: [
      httpBatchLink({
        url: '/api/trpc',
        methodOverride: 'POST',
        maxItems: 10,
        fetch: (input, init) => fetch(input, { ...init, signal: inTime(init?.signal) }),
      }),
    ],
  });
}

function inTime(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
