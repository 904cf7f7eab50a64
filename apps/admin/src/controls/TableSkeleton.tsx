import { Loading, Skeleton } from '@boon/ui';

const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8'];

export function TableSkeleton({ label }: { label: string }) {
  return (
    <Loading label={label}>
      <div className="appear-late border border-line bg-surface">
        {ROWS.map((row) => (
          <div key={row} className="flex h-row items-center gap-6 border-t border-line px-3 first:border-t-0">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3.5 w-40 max-md:hidden" />
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="ms-auto h-3.5 w-16" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
