import { buttonClasses } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import { useMay } from '../session/session.ts';
import { KeyCap } from './KeyCap.tsx';
import { useSingleKeys } from './shortcuts.ts';

/** The way to a new certificate, for those who may issue one. */
export function IssueLink() {
  const mayIssue = useMay('issue');
  const [areSingleKeysOn] = useSingleKeys();
  if (!mayIssue) return null;
  return (
    <Link to="/certificates/new" className={buttonClasses('primary', 'admin')}>
      Issue certificate
      {areSingleKeysOn && <KeyCap>C</KeyCap>}
    </Link>
  );
}
