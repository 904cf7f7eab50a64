import type { ReactNode } from 'react';
import { httpStatusOf } from '../api/refusal.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

export type QueryState<Data> = {
  data: Data | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

export type QueriedProps<Data> = {
  query: QueryState<Data>;
  /** What is shown, as the start of a sentence: "The order". */
  what: string;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
};

/** The three states of something that is fetched. What was shown stays when a later refresh fails, under a notice. */
export function Queried<Data>({ query, what, skeleton, children }: QueriedProps<Data>) {
  const { data, error } = query;
  if (isNotThere(error)) {
    return (
      <p className="max-w-text text-ink-2">{what} is not in this workspace. The address may be mistyped.</p>
    );
  }
  return (
    <>
      {error !== null && (
        <div className="mb-4">
          <ErrorNotice
            what={what}
            error={error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        </div>
      )}
      {data === undefined ? error === null && skeleton : children(data)}
    </>
  );
}

/** Trying again would not help: there is nothing with this id, or it is not even an id. */
function isNotThere(error: unknown): boolean {
  const status = httpStatusOf(error);
  return status === 404 || status === 400;
}
