import { StatusBadge } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import type { AdminOutputs } from '../../api/trpc.ts';
import { MaskedCode } from '../../controls/MaskedCode.tsx';
import type { Formats } from '../../formats/formats.ts';

type Recent = AdminOutputs['dashboard']['recent'][number];

export function RecentCertificates({ recent, formats }: { recent: readonly Recent[]; formats: Formats }) {
  if (recent.length === 0) return <p className="text-ink-2">No certificates yet.</p>;
  return (
    <ul>
      {recent.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 last:border-0"
        >
          <Link
            to="/certificates/$certificateId"
            params={{ certificateId: row.id }}
            className="rounded-control text-serial underline underline-offset-3"
          >
            <MaskedCode last4={row.codeLast4} />
          </Link>
          <bdi className="min-w-0 flex-1 truncate">{row.recipientName}</bdi>
          <span className="flex items-center justify-between gap-4 max-sm:w-full">
            <StatusBadge status={row.status} />
            <span className="min-w-[5.5em] text-end">{formats.money(row.amountMinor, row.currency)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
