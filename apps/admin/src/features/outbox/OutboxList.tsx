import { EmptyState } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { type Column, DataTable } from '../../controls/DataTable.tsx';
import { ErrorNotice } from '../../controls/ErrorNotice.tsx';
import { TableSkeleton } from '../../controls/TableSkeleton.tsx';
import type { Formats } from '../../formats/formats.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { useMay } from '../../session/session.ts';
import { OutboxNotice } from './OutboxNotice.tsx';

type Mail = AdminOutputs['outbox']['list']['mails'][number];

const REFRESH_MS = 10_000;

export function OutboxList() {
  const formats = useFormats();
  // A mail holds its code in full.
  const mayRead = useMay('read_codes');
  // The worker writes mails a moment after the deed, while somebody watches this list.
  const outbox = trpc.admin.outbox.list.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const { data } = outbox;

  if (outbox.isPending) return <TableSkeleton label="Loading the outbox" />;
  if (!data) {
    return (
      <ErrorNotice
        what="The outbox"
        error={outbox.error}
        onRetry={() => outbox.refetch()}
        isRetrying={outbox.isFetching}
      />
    );
  }
  if (!data.enabled) {
    return <EmptyState>Mail is sent by the connected mail service, so there is no local outbox.</EmptyState>;
  }
  return (
    <div className="flex flex-col gap-4">
      <OutboxNotice />
      {data.mails.length === 0 ? (
        <EmptyState>
          No mail yet. Receipts and gifts appear here as soon as a certificate is sold or sent.
        </EmptyState>
      ) : (
        <DataTable
          caption="Mails, newest first"
          columns={columns(formats, mayRead)}
          rows={data.mails}
          rowId={(mail) => mail.id}
        />
      )}
    </div>
  );
}

function columns(formats: Formats, mayRead: boolean): Column<Mail>[] {
  return [
    {
      id: 'subject',
      title: 'Subject',
      isRowHeader: true,
      cell: (mail) => (mayRead ? <MailLink mail={mail} /> : mail.subject),
    },
    { id: 'to', title: 'To', cell: (mail) => mail.to },
    {
      id: 'attachments',
      title: 'Attachments',
      align: 'end',
      cell: (mail) => (mail.attachments.length === 0 ? '–' : formats.count(mail.attachments.length)),
    },
    {
      id: 'at',
      title: 'When',
      cell: (mail) => <span className="whitespace-nowrap">{formats.instant(mail.at)}</span>,
    },
  ];
}

function MailLink({ mail }: { mail: Mail }) {
  return (
    <Link
      to="/outbox/$mailId"
      params={{ mailId: mail.id }}
      className="rounded-control font-medium text-brand underline underline-offset-3"
    >
      {mail.subject}
    </Link>
  );
}
