import { BrandStyle, Button } from '@boon/ui';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session.ts';
import { focusHeading } from './focus-heading.ts';
import { Account, Navigation } from './Navigation.tsx';
import { SearchButton } from './SearchButton.tsx';

// Where the window is too low for both ends of the sidebar they scroll with the page.
const stayInView = '[@media(min-height:38rem)]:sticky';

/** The frame of every screen: test-mode band, sidebar (on phones a bar with a menu), main part. */
export function Shell({ children }: { children: ReactNode }) {
  const { brand, testMode } = useSession();
  useHeadingFocus();

  return (
    <div className="flex min-h-dvh flex-col">
      <BrandStyle colour={brand.brandColour} />
      <a
        href="#main"
        className="fixed start-3 top-3 z-50 -translate-y-24 rounded-control bg-surface px-3 py-2 font-semibold text-brand focus:translate-y-0"
      >
        Skip to the content
      </a>
      {testMode && (
        <section
          aria-label="Test mode"
          className="bg-warning-soft px-4 py-1.5 text-center font-semibold text-warning"
        >
          Test mode. No money moves and e-mails go to the outbox only.
        </section>
      )}
      <div className="grow md:grid md:grid-cols-[13.75rem_minmax(0,1fr)]">
        <PhoneBar />
        <header className="flex flex-col gap-6 border-e border-line bg-sunken px-3 pt-5 pb-4 max-md:hidden">
          <div className={`${stayInView} top-5 flex flex-col gap-6`}>
            <WorkspaceName />
            <Navigation />
          </div>
          <div className={`${stayInView} bottom-4 mt-auto`}>
            <Account />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 px-4 py-5 md:px-7">
          <div className="mx-auto max-w-[76rem]">{children}</div>
        </main>
      </div>
    </div>
  );
}

function WorkspaceName() {
  const { brand } = useSession();
  return (
    <Link to="/" className="rounded-control font-semibold wrap-anywhere text-brand md:px-2.5">
      {brand.name}
    </Link>
  );
}

function PhoneBar() {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [isOpen, setIsOpen] = useState(false);
  // The menu closes whenever the screen changes.
  useEffect(() => setIsOpen(false), [pathname]);

  return (
    <header className="border-b border-line bg-sunken md:hidden">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
        <WorkspaceName />
        <div className="flex gap-2">
          <SearchButton />
          <Button
            size="admin"
            aria-expanded={isOpen}
            aria-controls="phone-menu"
            onClick={() => setIsOpen(!isOpen)}
          >
            Menu
          </Button>
        </div>
      </div>
      <div id="phone-menu" hidden={!isOpen} className="border-t border-line px-3 py-3">
        <Navigation />
        <div className="mt-5">
          <Account />
        </div>
      </div>
    </header>
  );
}

/** A new screen is announced by its heading; the first one keeps the focus where the browser put it. */
function useHeadingFocus(): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current !== undefined && shown.current !== pathname) {
      focusHeading();
    }
    shown.current = pathname;
  }, [pathname]);
}
