import { Button, Dialog, ErrorSummary, useToast } from '@boon/ui';
import { type FormEvent, type ReactNode, useId } from 'react';
import { fieldProblemsOf, isPasswordDue, refusalOf, sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { focusHeading } from '../../layout/focus-heading.ts';
import type { Certificate } from './changes.ts';

/** What every dialog of a change gets: the certificate as it stood when the dialog opened, and how to end. */
export type ChangeProps = { certificate: Certificate; onClose: () => void };

export type ChangeDialogProps = {
  title: string;
  /** The button that changes nothing, and the one that does. */
  keep: string;
  confirm: string;
  isDestructive?: boolean;
  change: { readonly error: unknown; readonly isPending: boolean };
  /** The fields that show their own problems; all others are told on top. */
  fields?: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** The frame of a change to one certificate: its form, what was refused, and who was faster. */
export function ChangeDialog({
  title,
  keep,
  confirm,
  isDestructive = false,
  change,
  fields = [],
  onSubmit,
  onClose,
  children,
}: ChangeDialogProps) {
  const formId = useId();
  const cache = trpc.useUtils();
  const isStale = refusalOf(change.error)?.code === 'stale';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.isPending) onSubmit();
  }

  async function reload() {
    onClose();
    await cache.admin.certificates.get.invalidate();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button size="admin" onClick={onClose}>
            {keep}
          </Button>
          {isStale ? (
            <Button size="admin" variant="primary" onClick={reload}>
              Reload the certificate
            </Button>
          ) : (
            <Button
              size="admin"
              variant={isDestructive ? 'danger' : 'primary'}
              type="submit"
              form={formId}
              busy={change.isPending}
            >
              {confirm}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Refused error={change.error} fields={fields} />
        {children}
      </form>
    </Dialog>
  );
}

function Refused({ error, fields }: { error: unknown; fields: readonly string[] }) {
  const formats = useFormats();
  // Signing in again is asked for by a dialog of its own.
  if (!error || isPasswordDue(error)) return null;
  const refused = Object.keys(fieldProblemsOf(error));
  if (refused.length > 0 && refused.every((field) => fields.includes(field))) return null;
  const isStale = refusalOf(error)?.code === 'stale';
  const title = isStale ? staleSentence(error, formats.instant) : sentenceFor(error);
  return <ErrorSummary title={title} problems={[]} />;
}

function staleSentence(error: unknown, instant: (iso: string) => string): string {
  const { changedBy, changedAt } = refusalOf(error)?.details ?? {};
  // Without a name it is no colleague: the server says itself what came in between.
  if (changedAt === undefined) return sentenceFor(error);
  const who = typeof changedBy === 'string' ? ` by ${changedBy}` : '';
  const when = typeof changedAt === 'string' ? ` at ${instant(changedAt)}` : '';
  return `The certificate was changed${who}${when}, after you opened it. Reload it and look again.`;
}

/** What is done when a change has worked: the dialog goes, a sentence says so, everything shown is read again. */
export function useDone(onClose: () => void): (sentence: string) => Promise<void> {
  const toast = useToast();
  const cache = trpc.useUtils();
  return async (sentence) => {
    onClose();
    toast({ tone: 'success', text: sentence });
    await cache.admin.invalidate();
    focusHeading();
  };
}
