import { StatusBadge } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import type { AdminOutputs } from '../../api/trpc.ts';
import type { Column } from '../../controls/DataTable.tsx';
import { MaskedCode } from '../../controls/MaskedCode.tsx';
import type { Formats } from '../../formats/formats.ts';
import { originWords } from '../../wording/certificate-words.ts';

export type CertificateRow = AdminOutputs['certificates']['list']['rows'][number];

export function certificateColumns(formats: Formats): Column<CertificateRow>[] {
  return [
    {
      id: 'code',
      title: 'Code',
      isRowHeader: true,
      cell: (row) => (
        <Link
          to="/certificates/$certificateId"
          params={{ certificateId: row.id }}
          className="rounded-control text-serial underline underline-offset-3"
        >
          <MaskedCode last4={row.codeLast4} />
        </Link>
      ),
    },
    {
      id: 'recipient',
      title: 'Recipient',
      cell: (row) => <bdi>{row.recipientName === '' ? '–' : row.recipientName}</bdi>,
    },
    { id: 'purchaser', title: 'Purchaser', isSecondary: true, cell: (row) => <bdi>{row.purchaserName}</bdi> },
    { id: 'status', title: 'Status', cell: (row) => <StatusBadge status={row.status} /> },
    {
      id: 'amount',
      title: 'Amount',
      align: 'end',
      cell: (row) => (
        <span className="whitespace-nowrap">{formats.money(row.amountMinor, row.currency)}</span>
      ),
    },
    {
      id: 'valid',
      title: 'Valid through',
      cell: (row) => (
        <span className="whitespace-nowrap">{row.validThrough ? formats.day(row.validThrough) : '–'}</span>
      ),
    },
    { id: 'origin', title: 'Origin', isSecondary: true, cell: (row) => originWords[row.origin] },
    {
      id: 'created',
      title: 'Created',
      isSecondary: true,
      cell: (row) => <span className="whitespace-nowrap">{formats.instantDay(row.createdAt)}</span>,
    },
  ];
}
