import { Button } from '@boon/ui';

export type LoadMoreProps = {
  shown: string;
  hasMore: boolean;
  isLoading: boolean;
  onLoadMore: () => void;
};

/** How much of a list is shown, and the next page of it. */
export function LoadMore({ shown, hasMore, isLoading, onLoadMore }: LoadMoreProps) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <p aria-live="polite" className="text-ink-2">
        {shown}
      </p>
      {hasMore && (
        <Button size="admin" busy={isLoading} onClick={onLoadMore}>
          Load more
        </Button>
      )}
    </div>
  );
}
