import { StatusBadge } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import type { AdminOutputs } from '../../api/trpc.ts';
import { type Column, DataTable } from '../../controls/DataTable.tsx';
import { Facts } from '../../controls/Facts.tsx';
import { MaskedCode } from '../../controls/MaskedCode.tsx';
import { Panel } from '../../controls/Panel.tsx';
import type { Formats } from '../../formats/formats.ts';
import { useFormats } from '../../formats/use-formats.ts';

type Order = AdminOutputs['orders']['get'];
type Redemption = Order['redemptions'][number];

export function OrderDetail({ order }: { order: Order }) {
  const formats = useFormats();
  const instant = (iso: string | null) => (iso ? formats.instant(iso) : null);
  const amount = (amountMinor: number) => formats.money(amountMinor, order.currency);
  return (
    <div className="flex max-w-4xl flex-col gap-7">
      <Panel id="facts" title="Facts">
        <Facts
          facts={[
            { term: 'Status', value: <StatusBadge status={order.status} /> },
            { term: 'Total', value: <strong>{amount(order.totalMinor)}</strong> },
            { term: 'Paid by certificates', value: amount(order.appliedMinor) },
            { term: 'Still due', value: order.status === 'open' ? amount(order.dueMinor) : null },
            // Who paid that, and how, only the booking site knows.
            { term: 'Paid otherwise', value: order.status === 'completed' ? amount(order.dueMinor) : null },
            { term: 'Customer', value: [order.customerName, order.customerEmail].filter(Boolean).join(', ') },
            { term: 'Created', value: instant(order.createdAt) },
            { term: 'Expires', value: order.status === 'open' ? instant(order.expiresAt) : null },
            { term: 'Completed', value: instant(order.completedAt) },
            { term: 'Cancelled', value: instant(order.cancelledAt) },
          ]}
        />
      </Panel>
      <Panel id="redemptions" title="Certificates used">
        {order.redemptions.length === 0 ? (
          <p className="text-ink-2">No certificate has been used on this order.</p>
        ) : (
          <DataTable
            caption="Certificates used on this order"
            width="narrow"
            columns={columns(formats, order.currency)}
            rows={order.redemptions}
            rowId={(redemption) => redemption.id}
          />
        )}
      </Panel>
    </div>
  );
}

function columns(formats: Formats, currency: string): Column<Redemption>[] {
  return [
    {
      id: 'certificate',
      title: 'Certificate',
      isRowHeader: true,
      cell: (redemption) => (
        <Link
          to="/certificates/$certificateId"
          params={{ certificateId: redemption.certificateId }}
          className="rounded-control text-serial underline underline-offset-3"
        >
          <MaskedCode last4={redemption.codeLast4} />
        </Link>
      ),
    },
    { id: 'number', title: 'Number', cell: (redemption) => redemption.certificateNumber },
    {
      id: 'amount',
      title: 'Amount',
      align: 'end',
      cell: (redemption) => formats.money(redemption.amountMinor, currency),
    },
    { id: 'redeemed', title: 'Redeemed', cell: (redemption) => formats.instant(redemption.createdAt) },
    {
      id: 'reversed',
      title: 'Reversed',
      cell: (redemption) => (redemption.reversedAt ? formats.instant(redemption.reversedAt) : 'No'),
    },
  ];
}
