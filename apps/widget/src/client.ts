import type { AppRouter } from '@boon/server';
import { createTRPCClient } from '@trpc/client';
import { jsonLink } from './json-link.ts';
import type { Words } from './messages.ts';
import type { Attempt } from './redemption-id.ts';
import type { WidgetOrder } from './state.ts';

const REQUEST_TIMEOUT_MS = 15_000;

/** The three calls of the widget, for one order: the token says which. */
export type OrderApi = {
  /** @param locale the language the host asks for, if it does */
  read(locale: string | undefined): Promise<WidgetOrder & { readonly wording: Words | null }>;
  apply(attempt: Attempt): Promise<WidgetOrder>;
  remove(redemptionId: string): Promise<WidgetOrder>;
};

/** @param lifetime ends every call under way when it is aborted */
export function createOrderApi(origin: string, token: string, lifetime: AbortSignal): OrderApi {
  const { widget } = createTRPCClient<AppRouter>({ links: [jsonLink(`${origin}/api/trpc`, token)] });
  return {
    read: (locale) => inTime(lifetime, (limits) => widget.order.query({ locale }, limits)),
    apply: (attempt) => inTime(lifetime, (limits) => widget.applyCode.mutate(attempt, limits)),
    remove: (redemptionId) => inTime(lifetime, (limits) => widget.remove.mutate({ redemptionId }, limits)),
  };
}

/** By hand, since the signal of `AbortSignal.timeout` outlives an answer until its time is up. */
async function inTime<Answer>(
  lifetime: AbortSignal,
  call: (limits: { signal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  const limit = new AbortController();
  const abort = () => limit.abort();
  const timer = setTimeout(abort, REQUEST_TIMEOUT_MS);
  lifetime.addEventListener('abort', abort);
  try {
    return await call({ signal: limit.signal });
  } finally {
    clearTimeout(timer);
    lifetime.removeEventListener('abort', abort);
  }
}
