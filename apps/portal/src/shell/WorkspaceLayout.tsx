import { BrandStyle, Loading, Skeleton } from '@boon/ui';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { type Storefront, storefrontOf, trpc } from '../api/client.ts';
import { isRefusedAs } from '../api/failure.ts';
import { NotFound } from './NotFound.tsx';
import { pageWidth } from './Notice.tsx';
import { StorefrontContext } from './storefront-context.ts';
import { Unreachable } from './Unreachable.tsx';

/** Finds the workspace in the address and gives its pages their name, colour and storefront. */
export function WorkspaceLayout() {
  const { workspace = '', segment } = useParams({ strict: false });
  const storefront = trpc.portal.storefront.useQuery({ workspace, ...(segment ? { segment } : {}) });

  if (storefront.data) return <Storefronted storefront={storefrontOf(storefront.data)} />;
  if (storefront.isPending) return <LoadingPage />;
  if (isRefusedAs(storefront.error, 'not_found')) return <NotFound />;
  return <Unreachable onRetry={() => storefront.refetch()} isRetrying={storefront.isFetching} />;
}

function Storefronted({ storefront }: { storefront: Storefront }) {
  const { brand, testMode } = storefront;
  return (
    <StorefrontContext value={storefront}>
      <BrandStyle colour={brand.brandColour} />
      <header>
        {testMode && (
          <p className="bg-warning-soft px-4 py-1 text-center text-sm font-semibold text-warning">
            Test mode. No money moves.
          </p>
        )}
        <div className={`flex items-center justify-between gap-4 py-7 ${pageWidth}`}>
          <Link
            to="/$workspace"
            params={{ workspace: brand.slug }}
            className="min-w-0 py-1 font-bold text-brand no-underline hover:text-brand-hover"
          >
            {brand.name}
          </Link>
          <Link
            to="/$workspace/check"
            params={{ workspace: brand.slug }}
            className="py-1 text-end text-brand underline underline-offset-2 hover:text-brand-hover"
          >
            Check a certificate
          </Link>
        </div>
      </header>
      <main className={`pb-16 ${pageWidth}`}>
        <Outlet />
      </main>
    </StorefrontContext>
  );
}

function LoadingPage() {
  return (
    <div className={pageWidth}>
      <Loading>
        <Skeleton className="mt-8 h-6 w-44" />
        <div className="mt-10 grid gap-x-14 gap-y-6 lg:grid-cols-2">
          <Skeleton className="aspect-[1.5875] max-h-[40svh] w-full lg:order-last lg:max-h-none" />
          <div className="flex flex-col gap-6">
            <Skeleton className="h-24 w-4/5" />
            <Skeleton className="h-13 w-full" />
            <Skeleton className="h-11 w-full" />
            <Skeleton className="h-24 w-full" />
          </div>
        </div>
      </Loading>
    </div>
  );
}
