import type { AppRouter } from '@boon/server';
import { httpBatchLink } from '@trpc/client';
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

const REQUEST_TIMEOUT_MS = 20_000;
const BATCH_ITEMS_MAX = 10;

export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

export type AdminInputs = inferRouterInputs<AppRouter>['admin'];
export type AdminOutputs = inferRouterOutputs<AppRouter>['admin'];

export type ApiClient = ReturnType<typeof trpc.createClient>;

/** Queries travel by POST, so that what staff search for is never part of an address. */
export function createApiClient(): ApiClient {
  return trpc.createClient({
    links: [
      httpBatchLink({
        url: '/api/trpc',
        methodOverride: 'POST',
        maxItems: BATCH_ITEMS_MAX,
        fetch: (input, init) => fetch(input, { ...init, signal: withTimeout(init?.signal) }),
      }),
    ],
  });
}

function withTimeout(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
