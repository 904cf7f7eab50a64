import { buttonClasses } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import { Page } from '../layout/Page.tsx';

export function NotFoundPage() {
  return (
    <Page title="This page does not exist">
      <p className="mb-4 max-w-text text-ink-2">The address may be mistyped, or what it led to has moved.</p>
      <Link to="/" className={buttonClasses('primary', 'admin')}>
        Go to Home
      </Link>
    </Page>
  );
}
