import { Loading, Skeleton } from '@boon/ui';

export function DetailSkeleton({ label }: { label: string }) {
  return (
    <Loading label={label}>
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-72 w-full" />
        </div>
        <Skeleton className="h-56 w-full max-w-md" />
      </div>
    </Loading>
  );
}
