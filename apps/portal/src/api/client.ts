import type { AppRouter } from '@boon/server';
import { httpBatchLink, type TRPCClient } from '@trpc/client';
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query';
import type { inferRouterOutputs } from '@trpc/server';

export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

type PortalOutputs = inferRouterOutputs<AppRouter>['portal'];
type StorefrontAnswer = PortalOutputs['storefront'];
type OpenStorefront = Exclude<StorefrontAnswer, { access: 'closed' }>;
export type Storefront = Omit<OpenStorefront, 'access' | 'segment' | 'types'>;
export type Brand = Storefront['brand'];
export type PurchaseStatus = PortalOutputs['purchaseStatus'];
export type CodeAnswer = PortalOutputs['checkCode'];
export type RecipientCertificate = PortalOutputs['certificate'];

/** A closed segment tells no prices; to whoever has not entered it, its shop is not on sale. */
export function storefrontOf(answer: StorefrontAnswer): Storefront {
  if (answer.access !== 'closed') return answer;
  const noPrices = {
    amountMinMinor: 0,
    amountMaxMinor: 0,
    suggestedAmountsMinor: [],
    expiresAfterDays: null,
  };
  return { ...answer, ...noPrices, portalEnabled: false, terms: '' };
}

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
