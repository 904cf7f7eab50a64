import { Button, EmptyState } from '@boon/ui';
import { useState } from 'react';
import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { type Column, DataTable } from '../../controls/DataTable.tsx';
import { Panel } from '../../controls/Panel.tsx';
import { Queried } from '../../controls/Queried.tsx';
import { TableSkeleton } from '../../controls/TableSkeleton.tsx';
import type { Formats } from '../../formats/formats.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx';
import { type ApiKey, maskedKey, scopeWords } from './scope-words.ts';

// Somebody tries a key and looks here whether it arrived.
const REFRESH_MS = 10_000;

export function ApiKeys() {
  const list = trpc.admin.apiKeys.list.useQuery(undefined, { refetchInterval: REFRESH_MS });
  return (
    <Panel id="api-keys" title="API keys">
      <p className="mb-3 max-w-text text-ink-2">
        Your booking site’s server sends a key with each call. Whoever holds a key can do what it allows, so
        it belongs on a server, never in a page.
      </p>
      <Queried query={list} what="The API keys" skeleton={<TableSkeleton label="Loading the API keys" />}>
        {(data) => <KeyTables {...data} />}
      </Queried>
    </Panel>
  );
}

function KeyTables({ keys, now }: AdminOutputs['apiKeys']['list']) {
  const formats = useFormats();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const inUse = keys.filter((key) => key.revokedAt === null);
  const revoked = keys.filter((key) => key.revokedAt !== null);
  const told = { formats, now };

  return (
    <div className="flex flex-col gap-3">
      {inUse.length === 0 ? (
        <EmptyState>
          No API key in use. Create one for each server that talks to Boon, so that each can be revoked by
          itself.
        </EmptyState>
      ) : (
        <DataTable
          caption="API keys in use, newest first"
          columns={[...commonColumns(told), ...columnsInUse(setRevoking)]}
          rows={inUse}
          rowId={(key) => key.id}
        />
      )}
      {revoked.length > 0 && (
        <details>
          <summary className="w-fit rounded-control py-1 font-medium text-brand">
            Revoked keys ({formats.count(revoked.length)})
          </summary>
          <div className="mt-2">
            <DataTable
              caption="Revoked API keys, latest first"
              columns={[...commonColumns(told), revokedColumn(told)]}
              rows={revoked}
              rowId={(key) => key.id}
            />
          </div>
        </details>
      )}
      <RevokeKeyDialog apiKey={revoking} now={now} onClose={() => setRevoking(null)} />
    </div>
  );
}

type Told = { readonly formats: Formats; readonly now: string };

function commonColumns({ formats, now }: Told): Column<ApiKey>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      isRowHeader: true,
      cell: (key) => <bdi className="font-medium wrap-anywhere">{key.name}</bdi>,
    },
    {
      id: 'key',
      title: 'Key',
      cell: (key) => <span className="font-mono whitespace-nowrap">{maskedKey(key.hint)}</span>,
    },
    {
      id: 'scopes',
      title: 'May',
      cell: (key) => key.scopes.map((scope) => scopeWords[scope].label).join(', '),
    },
    {
      id: 'created',
      title: 'Created',
      isSecondary: true,
      cell: (key) => `${formats.instantDay(key.createdAt)}${by(key.createdByName)}`,
    },
    {
      id: 'used',
      title: 'Last used',
      cell: (key) => (key.lastUsedAt ? <Ago iso={key.lastUsedAt} formats={formats} now={now} /> : 'never'),
    },
  ];
}

function columnsInUse(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    {
      id: 'revoke',
      title: 'Action',
      align: 'end',
      cell: (key) => (
        <Button size="admin" variant="quiet" className="text-danger!" onClick={() => onRevoke(key)}>
          Revoke…<span className="sr-only"> {key.name}</span>
        </Button>
      ),
    },
  ];
}

function revokedColumn({ formats, now }: Told): Column<ApiKey> {
  return {
    id: 'revoked',
    title: 'Revoked',
    cell: (key) =>
      key.revokedAt && (
        <>
          <Ago iso={key.revokedAt} formats={formats} now={now} />
          {by(key.revokedByName)}
        </>
      ),
  };
}

function Ago({ iso, formats, now }: Told & { readonly iso: string }) {
  return (
    <time dateTime={iso} title={formats.instant(iso)}>
      {formats.ago(iso, now)}
    </time>
  );
}

/** A key that the installation made by itself was made by nobody. */
function by(name: string | null): string {
  return name === null ? '' : ` by ${name}`;
}
