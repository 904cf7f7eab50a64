import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { reportSessionLoss } from '../session/session-loss.ts';
import { httpStatusOf, isUnauthorized } from './refusal.ts';

const RETRIES_MAX = 2;
const STALE_AFTER_MS = 15_000;

export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isUnauthorized(error)) reportSessionLoss();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: isWorthRetrying, staleTime: STALE_AFTER_MS },
      // A repeated write is the person's decision, never the browser's.
      mutations: { retry: false },
    },
  });
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const status = httpStatusOf(error);
  return failures < RETRIES_MAX && (status === null || status >= 500);
}
