import { Button } from '@boon/ui';
import { useState } from 'react';
import { ApiKeys } from '../features/developers/ApiKeys.tsx';
import { CreateKeyDialog } from '../features/developers/CreateKeyDialog.tsx';
import { EmbedWidget } from '../features/developers/EmbedWidget.tsx';
import { Origins } from '../features/developers/Origins.tsx';
import { Page } from '../layout/Page.tsx';
import { useMay } from '../session/session.ts';

/** What a booking site's developer needs from this workspace. */
export function DevelopersPage() {
  const mayManage = useMay('manage_access');
  const [isCreating, setIsCreating] = useState(false);
  if (!mayManage) {
    return (
      <Page title="Developers">
        <p className="max-w-text text-ink-2">
          API keys and allowed origins are for owners and administrators. Ask one of them to make a key for
          you.
        </p>
      </Page>
    );
  }
  return (
    <Page
      title="Developers"
      actions={
        <Button size="admin" variant="primary" onClick={() => setIsCreating(true)}>
          Create API key
        </Button>
      }
    >
      <div className="flex flex-col gap-9">
        <ApiKeys />
        <Origins />
        <EmbedWidget />
      </div>
      <CreateKeyDialog open={isCreating} onClose={() => setIsCreating(false)} />
    </Page>
  );
}
