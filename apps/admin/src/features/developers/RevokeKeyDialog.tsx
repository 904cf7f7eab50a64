import { Button, Dialog, ErrorSummary, useToast } from '@boon/ui';
import { isPasswordDue, sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { focusHeading } from '../../layout/focus-heading.ts';
import { type ApiKey, maskedKey, type Scope } from './scope-words.ts';

export type RevokeKeyDialogProps = { apiKey: ApiKey | null; now: string; onClose: () => void };

const whatStops: Record<Scope, string> = {
  read: 'It can no longer look up orders and certificates.',
  redeem: 'Its checkout can no longer take gift certificates: no new orders, no tokens, no codes redeemed.',
  manage: 'It can no longer create or change certificates.',
};

/** Says whose key it is and what stops working, before it does. */
export function RevokeKeyDialog({ apiKey, now, onClose }: RevokeKeyDialogProps) {
  const formats = useFormats();
  const toast = useToast();
  const cache = trpc.useUtils();
  const revoking = trpc.admin.apiKeys.revoke.useMutation({
    onSuccess: async () => {
      close();
      toast({ tone: 'success', text: `The key ${apiKey?.name ?? ''} is revoked.` });
      await cache.admin.apiKeys.list.invalidate();
      focusHeading();
    },
  });

  function close() {
    revoking.reset();
    onClose();
  }

  return (
    <Dialog
      open={apiKey !== null}
      onClose={close}
      title={
        <>
          Revoke <bdi>{apiKey?.name}</bdi>?
        </>
      }
      footer={
        <>
          <Button size="admin" onClick={close}>
            Keep the key
          </Button>
          <Button
            size="admin"
            variant="danger"
            busy={revoking.isPending}
            onClick={() => apiKey && revoking.mutate({ id: apiKey.id })}
          >
            Revoke key
          </Button>
        </>
      }
    >
      {apiKey && (
        <div className="flex flex-col gap-3">
          {revoking.error && !isPasswordDue(revoking.error) && (
            <ErrorSummary title={sentenceFor(revoking.error)} problems={[]} />
          )}
          <p>
            Whoever uses the key <span className="font-mono whitespace-nowrap">{maskedKey(apiKey.hint)}</span>{' '}
            is refused from the next call on.{' '}
            {apiKey.lastUsedAt
              ? `It was last used ${formats.ago(apiKey.lastUsedAt, now)}.`
              : 'It has never been used.'}
          </p>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {apiKey.scopes.map((scope) => (
              <li key={scope}>{whatStops[scope]}</li>
            ))}
          </ul>
          <p>A revoked key cannot be brought back. Certificates and orders stay as they are.</p>
        </div>
      )}
    </Dialog>
  );
}
