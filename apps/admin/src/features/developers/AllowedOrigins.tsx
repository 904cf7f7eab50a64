import { Button, Dialog, EmptyState, ErrorSummary, useToast } from '@boon/ui';
import { useState } from 'react';
import { sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { DataTable } from '../../controls/DataTable.tsx';
import { focusHeading } from '../../layout/focus-heading.ts';
import { OriginName } from './OriginName.tsx';
import type { OriginsList } from './Origins.tsx';

export function AllowedOrigins({ origins }: { origins: OriginsList['allowed'] }) {
  const [removing, setRemoving] = useState<string | null>(null);
  if (origins.length === 0) {
    return <EmptyState>No site yet. Add the address of your booking site below.</EmptyState>;
  }
  return (
    <>
      <DataTable
        caption="Allowed origins"
        width="narrow"
        columns={[
          {
            id: 'origin',
            title: 'Origin',
            isRowHeader: true,
            cell: (site) => <OriginName site={site} />,
          },
          {
            id: 'remove',
            title: 'Action',
            align: 'end',
            cell: ({ origin }) => (
              <Button
                size="admin"
                variant="quiet"
                className="text-danger!"
                onClick={() => setRemoving(origin)}
              >
                Remove…<span className="sr-only"> {origin}</span>
              </Button>
            ),
          },
        ]}
        rows={origins}
        rowId={({ origin }) => origin}
      />
      <RemoveOriginDialog origin={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function RemoveOriginDialog({ origin, onClose }: { origin: string | null; onClose: () => void }) {
  const toast = useToast();
  const cache = trpc.useUtils();
  const removing = trpc.admin.origins.remove.useMutation({
    onSuccess: async (removed) => {
      close();
      toast({ tone: 'success', text: `${removed.origin} may no longer show the widget.` });
      await cache.admin.origins.list.invalidate();
      focusHeading();
    },
  });

  function close() {
    removing.reset();
    onClose();
  }

  return (
    <Dialog
      open={origin !== null}
      onClose={close}
      title="Remove this origin?"
      footer={
        <>
          <Button size="admin" onClick={close}>
            Keep it
          </Button>
          <Button
            size="admin"
            variant="danger"
            busy={removing.isPending}
            onClick={() => origin && removing.mutate({ origin })}
          >
            Remove origin
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {removing.error && <ErrorSummary title={sentenceFor(removing.error)} problems={[]} />}
        <p>
          Customers on <strong className="font-semibold wrap-anywhere">{origin}</strong> can no longer use a
          gift certificate in its checkout. What they have used already stays.
        </p>
      </div>
    </Dialog>
  );
}
