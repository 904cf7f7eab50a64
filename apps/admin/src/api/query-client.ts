import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { reportSessionDoubt } from '../session/session-doubt.ts';
import { httpStatusOf, isPasswordDue, isUnauthorized } from './refusal.ts';

const RETRIES_MAX = 2;
const STALE_AFTER_MS = 15_000;

export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isUnauthorized(error)) reportSessionDoubt('ended');
    if (isPasswordDue(error)) reportSessionDoubt('password_due');
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
