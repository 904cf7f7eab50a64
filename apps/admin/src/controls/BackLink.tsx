import { Link } from '@tanstack/react-router';

export type BackLinkProps = { to: '/certificates' | '/orders' | '/outbox'; children: string };

export function BackLink({ to, children }: BackLinkProps) {
  return (
    <Link to={to} className="rounded-control text-brand underline-offset-2 hover:underline">
      <span aria-hidden="true">← </span>
      {children}
    </Link>
  );
}
