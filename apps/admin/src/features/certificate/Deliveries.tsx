import { Badge, type DeliveryStatus, StatusBadge } from '@boon/ui';
import type { AdminOutputs } from '../../api/trpc.ts';
import { type Column, DataTable } from '../../controls/DataTable.tsx';
import type { Formats } from '../../formats/formats.ts';
import { inWords, mailWords } from '../../wording/certificate-words.ts';

type Delivery = AdminOutputs['certificates']['get']['deliveries'][number];

const KNOWN: readonly DeliveryStatus[] = ['queued', 'sent', 'delivered', 'bounced', 'failed'];

/** The mails about the certificate: what became of those sent, and which are still to go out. */
export function Deliveries({ deliveries, formats }: { deliveries: readonly Delivery[]; formats: Formats }) {
  if (deliveries.length === 0)
    return <p className="text-ink-2">No mail has been sent about this certificate, and none is planned.</p>;
  const columns: Column<Delivery>[] = [
    { id: 'template', title: 'Mail', isRowHeader: true, cell: (delivery) => mailWords(delivery.template) },
    { id: 'to', title: 'To', cell: (delivery) => delivery.to },
    { id: 'status', title: 'Status', cell: (delivery) => <DeliveryBadge status={delivery.status} /> },
    { id: 'at', title: 'When', cell: (delivery) => formats.instant(delivery.at) },
  ];
  return (
    <DataTable
      caption="Deliveries"
      width="narrow"
      columns={columns}
      rows={deliveries}
      rowId={(delivery) => delivery.id}
    />
  );
}

function DeliveryBadge({ status }: { status: string }) {
  const known = KNOWN.find((candidate) => candidate === status);
  if (known) return <StatusBadge status={known} />;
  return (
    <Badge shape="ring" tone="neutral">
      {inWords(status)}
    </Badge>
  );
}
