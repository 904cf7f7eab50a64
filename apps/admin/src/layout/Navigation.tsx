import { useToast } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
import { requestSignOut } from '../session/sign-in-requests.ts';
import { useScreens } from './screens.ts';

const entryClasses =
  'flex min-h-[2.2rem] items-center rounded-control border-s-2 border-transparent px-2 font-medium hover:bg-surface/60';
const currentClasses =
  'data-[status=active]:border-brand data-[status=active]:bg-surface data-[status=active]:font-semibold';

/** The screens of the console, and the ways out to the public pages. */
export function Navigation() {
  const { brand, publicUrl } = useSession();
  const screens = useScreens();
  return (
    <div className="flex flex-col gap-5">
      <nav aria-label="Console">
        <ul className="flex flex-col gap-px">
          {screens.map((screen) => (
            <li key={screen.to}>
              <Link
                to={screen.to}
                activeOptions={{ exact: screen.to === '/', includeSearch: false }}
                className={`${entryClasses} ${currentClasses}`}
              >
                {screen.title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label="Public pages" className="border-t border-line pt-4">
        <ul className="flex flex-col gap-px">
          <OutsideLink href={`${publicUrl}/p/${brand.slug}`}>Portal</OutsideLink>
          <OutsideLink href={`${publicUrl}/demo`}>Sample checkout</OutsideLink>
        </ul>
      </nav>
    </div>
  );
}

/** Who is signed in, and the way to end it. */
export function Account() {
  const { user, role } = useSession();
  return (
    <div className="border-t border-line pt-4">
      <p className="px-2.5 font-semibold wrap-anywhere">{user.name}</p>
      <p className="px-2.5 text-xs wrap-anywhere text-ink-2">
        {user.name === user.email ? role : `${user.email} · ${role}`}
      </p>
      <SignOutButton />
    </div>
  );
}

function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <a href={href} target="_blank" rel="noopener" className={`${entryClasses} gap-1.5`}>
        {children}
        <span aria-hidden="true">↗</span>
        <span className="sr-only">(opens in a new tab)</span>
      </a>
    </li>
  );
}

function SignOutButton() {
  const toast = useToast();
  const [isBusy, setIsBusy] = useState(false);

  async function signOut() {
    if (isBusy) return;
    setIsBusy(true);
    if (await requestSignOut()) {
      // A full load, so that nothing of the session stays in memory.
      location.assign('/admin');
      return;
    }
    setIsBusy(false);
    toast({ tone: 'danger', text: 'Signing out did not work. Try again in a moment.' });
  }

  return (
    <button
      type="button"
      onClick={signOut}
      aria-disabled={isBusy || undefined}
      className={`${entryClasses} mt-2 w-full text-brand`}
    >
      Sign out
    </button>
  );
}
