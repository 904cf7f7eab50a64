import { Button, EmptyState, useToast } from '@boon/ui';
import { sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { DataTable } from '../../controls/DataTable.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { focusHeading } from '../../layout/focus-heading.ts';
import { OriginName } from './OriginName.tsx';
import type { OriginsList } from './Origins.tsx';

type RefusedOrigin = OriginsList['refused'][number];

export function RefusedOrigins({ refused, now }: Pick<OriginsList, 'refused' | 'now'>) {
  const formats = useFormats();
  if (refused.length === 0) {
    return <EmptyState>No other site has asked for your widget.</EmptyState>;
  }
  return (
    <DataTable
      caption="Origins that were refused, latest first"
      width="narrow"
      columns={[
        {
          id: 'origin',
          title: 'Origin',
          isRowHeader: true,
          cell: (row) => <OriginCell row={row} />,
        },
        { id: 'count', title: 'Times', align: 'end', cell: (row) => formats.count(row.seenCount) },
        {
          id: 'seen',
          title: 'Last seen',
          cell: (row) => (
            <time
              dateTime={row.lastSeenAt}
              title={formats.instant(row.lastSeenAt)}
              className="whitespace-nowrap"
            >
              {formats.ago(row.lastSeenAt, now)}
            </time>
          ),
        },
        {
          id: 'allow',
          title: 'Action',
          align: 'end',
          cell: (row) => (row.mayBeAllowed ? <AllowButton origin={row.origin} /> : '–'),
        },
      ]}
      rows={refused}
      rowId={(row) => row.origin}
    />
  );
}

/** What cannot be allowed as it is says what would be right. */
function OriginCell({ row }: { row: RefusedOrigin }) {
  return (
    <>
      <OriginName site={row} />
      {!row.mayBeAllowed && (
        <span className="block text-xs text-ink-2">Only a full name with https:// can be allowed.</span>
      )}
    </>
  );
}

function AllowButton({ origin }: { origin: string }) {
  const toast = useToast();
  const cache = trpc.useUtils();
  const allowing = trpc.admin.origins.allow.useMutation({
    onSuccess: async () => {
      toast({ tone: 'success', text: `${origin} may show the widget.` });
      await cache.admin.origins.list.invalidate();
      focusHeading();
    },
    onError: (error) => toast({ tone: 'danger', text: sentenceFor(error) }),
  });
  return (
    <Button size="admin" busy={allowing.isPending} onClick={() => allowing.mutate({ address: origin })}>
      Allow<span className="sr-only"> {origin}</span>
    </Button>
  );
}
