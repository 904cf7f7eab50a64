import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';

/**
 * The end of tRPC's chain of links. Its own also speaks GET, batches, forms, bytes and transformers, which would be a
 * tenth of the script; here every call is a POST of JSON, so that no input is ever in a URL or a cache.
 */
export function jsonLink<Router extends AnyRouter>(url: string, token: string): TRPCLink<Router> {
  return () =>
    ({ op: { path, input, signal } }) =>
      observable((observer) => {
        const fail = (cause: unknown) => observer.error(TRPCClientError.from(cause as Error));
        fetch(`${url}/${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(input),
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          signal: signal ?? null,
        })
          .then((response) => response.json())
          .then((answer: { result?: { data: unknown } }) => {
            if (!answer.result) return fail(answer);
            observer.next({ result: answer.result });
            observer.complete();
          })
          .catch(fail);
      });
}
