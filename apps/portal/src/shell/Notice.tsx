import type { ReactNode } from 'react';
import { PageHeading } from './PageHeading.tsx';

/** The width and margins every page keeps. */
export const pageWidth = 'mx-auto w-full max-w-[74rem] px-5 sm:px-8 lg:px-10';

export type NoticeProps = { title: string; heading: string; children: ReactNode; action?: ReactNode };

/** A page that mainly says one thing: what happened, and what to do. */
export function Notice({ title, heading, children, action }: NoticeProps) {
  return (
    <div className="flex max-w-text flex-col items-start gap-4 py-6">
      <PageHeading title={title}>{heading}</PageHeading>
      <div className="flex flex-col gap-2 text-ink-2">{children}</div>
      {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
    </div>
  );
}

/** A notice where no workspace is known, so no header stands above it. */
export function BareNotice(props: NoticeProps) {
  return (
    <main className={`py-10 ${pageWidth}`}>
      <Notice {...props} />
    </main>
  );
}
