import type { ReactNode } from 'react';
import { useSession } from '../session/session.ts';
import { SearchButton } from './SearchButton.tsx';
import { useDocumentTitle } from './use-document-title.ts';

export type PageProps = {
  title: string;
  /** A way back to the list this page belongs to. */
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** One screen: its title in the browser and on the page (which takes the focus on navigation), its actions, its content. */
export function Page({ title, back, actions, children }: PageProps) {
  const { brand } = useSession();
  useDocumentTitle(`${title} · ${brand.name}`);
  return (
    <>
      {back && <p className="mb-2 text-sm">{back}</p>}
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h1 tabIndex={-1} className="min-w-0 text-2xl wrap-anywhere">
          {title}
        </h1>
        <div className="flex flex-wrap gap-2">
          <SearchButton className="max-md:hidden" />
          {actions}
        </div>
      </div>
      {children}
    </>
  );
}
