import type { AppRouter } from '@boon/server';
import { createTRPCUntypedClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
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

type Inputs = inferRouterInputs<AppRouter>['widget'];
type Outputs = inferRouterOutputs<AppRouter>['widget'];
type Procedure = keyof Inputs;

/** @param lifetime ends every call under way when it is aborted */
export function createOrderApi(origin: string, token: string, lifetime: AbortSignal): OrderApi {
  // tRPC's own typed client is a proxy around this one, and would be a thirtieth of the script.
  const client = createTRPCUntypedClient<AppRouter>({ links: [jsonLink(`${origin}/api/trpc`, token)] });
  const call = <Name extends Procedure>(kind: 'query' | 'mutation', name: Name, input: Inputs[Name]) =>
    inTime(lifetime, (limits) => client[kind](`widget.${name}`, input, limits) as Promise<Outputs[Name]>);
  return {
    read: (locale) => call('query', 'order', { locale }),
    apply: (attempt) => call('mutation', 'applyCode', attempt),
    remove: (redemptionId) => call('mutation', 'remove', { redemptionId }),
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
