import { type ReactNode, useEffect, useRef } from 'react';

// The browser itself begins a fresh page at its top; only later headings call for the focus.
let isFirstHeading = true;

export type PageHeadingProps = {
  /** The document's title, most specific first. */
  title: string;
  /** Language of the heading where it is the business's own words. */
  lang?: string;
  size?: 'large' | 'medium';
  children: ReactNode;
};

const sizeClasses = { large: 'max-w-[16ch] text-3xl', medium: 'max-w-[24ch] text-2xl sm:text-3xl' };

/** The one h1 of a view: names the document, and takes the focus when the view replaces another. */
export function PageHeading({ title, lang, size = 'medium', children }: PageHeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = title;
  }, [title]);

  useEffect(() => {
    if (!isFirstHeading) {
      window.scrollTo(0, 0);
      ref.current?.focus({ preventScroll: true });
    }
    isFirstHeading = false;
  }, []);

  return (
    <h1 ref={ref} tabIndex={-1} {...(lang ? { lang } : {})} className={`text-ink ${sizeClasses[size]}`}>
      {children}
    </h1>
  );
}
