import type { ReactNode } from 'react';
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
