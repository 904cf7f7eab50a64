import type { ReactNode } from 'react';

export type BadgeTone = 'success' | 'neutral' | 'warning' | 'danger' | 'info';
export type BadgeShape = 'disc' | 'ring' | 'barred' | 'clock' | 'triangle' | 'exclamation' | 'check' | 'half';

const toneClasses: Record<BadgeTone, string> = {
  success: 'bg-success-soft text-success',
  neutral: 'bg-sunken text-ink-2',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
};

const shapes: Record<BadgeShape, ReactNode> = {
  disc: <circle cx="6" cy="6" r="4.5" fill="currentColor" stroke="none" />,
  ring: <circle cx="6" cy="6" r="4.2" />,
  barred: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="m2.9 9.1 6.2-6.2" />
    </>
  ),
  clock: (
    <>
      <circle cx="6" cy="6" r="4.6" />
      <path d="M6 3.3V6h2" />
    </>
  ),
  triangle: <path d="M1.6 2.6h8.8L6 10.2Z" />,
  exclamation: <path d="M6 1.6v5.6M6 10.2v.2" strokeWidth="2" />,
  check: <path d="m1.8 6.4 2.8 2.7 5.6-6" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="M6 1.6a4.4 4.4 0 0 0 0 8.8Z" fill="currentColor" stroke="none" />
    </>
  ),
};

/** A state as shape and word, never colour alone. */
export function Badge({
  shape,
  tone,
  children,
}: {
  shape: BadgeShape;
  tone: BadgeTone;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-control px-2 py-0.5 text-sm font-semibold whitespace-nowrap forced-colors:border ${toneClasses[tone]}`}
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-3 shrink-0"
      >
        {shapes[shape]}
      </svg>
      {children}
    </span>
  );
}

export type CertificateStatus = 'pending' | 'active' | 'redeemed' | 'voided' | 'expired';
export type OrderStatus = 'open' | 'completed' | 'cancelled';
export type DeliveryStatus = 'queued' | 'sent' | 'delivered' | 'bounced' | 'failed';
export type BadgeStatus = CertificateStatus | OrderStatus | DeliveryStatus;

const badges: Record<BadgeStatus, { shape: BadgeShape; tone: BadgeTone; word: string }> = {
  pending: { shape: 'clock', tone: 'warning', word: 'Pending' },
  active: { shape: 'disc', tone: 'success', word: 'Active' },
  redeemed: { shape: 'ring', tone: 'neutral', word: 'Redeemed' },
  voided: { shape: 'barred', tone: 'danger', word: 'Voided' },
  expired: { shape: 'triangle', tone: 'warning', word: 'Expired' },
  open: { shape: 'half', tone: 'info', word: 'Open' },
  completed: { shape: 'check', tone: 'success', word: 'Completed' },
  cancelled: { shape: 'barred', tone: 'neutral', word: 'Cancelled' },
  queued: { shape: 'clock', tone: 'neutral', word: 'Queued' },
  sent: { shape: 'check', tone: 'info', word: 'Sent' },
  delivered: { shape: 'check', tone: 'success', word: 'Delivered' },
  bounced: { shape: 'exclamation', tone: 'danger', word: 'Bounced' },
  failed: { shape: 'exclamation', tone: 'danger', word: 'Failed' },
};

/** `word` replaces the staff's word where customers read it ("Ready to use"). */
export function StatusBadge({ status, word }: { status: BadgeStatus; word?: string }) {
  const badge = badges[status];
  return (
    <Badge shape={badge.shape} tone={badge.tone}>
      {word ?? badge.word}
    </Badge>
  );
}
