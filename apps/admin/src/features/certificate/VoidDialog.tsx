import { Button, Dialog, ErrorSummary, Field, TextArea, useToast } from '@boon/ui';
import { type FormEvent, useState } from 'react';
import { fieldProblemsOf, refusalOf, sentenceFor } from '../../api/refusal.ts';
import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';

const REASON_LENGTH_MAX = 500;

export type VoidDialogProps = {
  certificate: AdminOutputs['certificates']['get'];
  open: boolean;
  onClose: () => void;
};

/** Says how much is lost and asks why, before a certificate is voided. */
export function VoidDialog({ certificate, open, onClose }: VoidDialogProps) {
  const formats = useFormats();
  const toast = useToast();
  const cache = trpc.useUtils();
  const [reason, setReason] = useState('');
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const amount = formats.money(certificate.amountMinor, certificate.currency);

  const voiding = trpc.admin.certificates.void.useMutation({
    onSuccess: async () => {
      close();
      toast({ tone: 'success', text: `The certificate of ${amount} is voided.` });
      await cache.admin.invalidate();
    },
  });
  const isStale = refusalOf(voiding.error)?.code === 'stale';
  const reasonProblem = isReasonMissing ? 'Say why.' : fieldProblemsOf(voiding.error).reason;

  function close() {
    voiding.reset();
    setReason('');
    setIsReasonMissing(false);
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const isMissing = reason.trim() === '';
    setIsReasonMissing(isMissing);
    if (isMissing) return document.getElementById('void-reason')?.focus();
    voiding.mutate({ id: certificate.id, version: certificate.version, reason: reason.trim() });
  }

  async function reload() {
    close();
    await cache.admin.certificates.get.invalidate({ id: certificate.id });
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={`Void ${amount}?`}
      footer={
        <>
          <Button size="admin" onClick={close}>
            Keep the certificate
          </Button>
          {isStale ? (
            <Button size="admin" variant="primary" onClick={reload}>
              Reload the certificate
            </Button>
          ) : (
            <Button size="admin" variant="danger" type="submit" form="void-form" busy={voiding.isPending}>
              Void {amount}
            </Button>
          )}
        </>
      }
    >
      <form id="void-form" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {voiding.error && !reasonProblem && (
          <ErrorSummary
            title={isStale ? staleSentence(voiding.error, formats.instant) : sentenceFor(voiding.error)}
            problems={[]}
          />
        )}
        <p>
          The certificate {certificate.number} for{' '}
          <bdi className="font-semibold">{certificate.recipientName || certificate.purchaserName}</bdi> can no
          longer be used. No money is paid back by this step.
        </p>
        <Field id="void-reason" label="Reason" hint="Shown in the timeline." error={reasonProblem}>
          <TextArea
            size="admin"
            charactersMax={REASON_LENGTH_MAX}
            maxLength={REASON_LENGTH_MAX}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

function staleSentence(error: unknown, instant: (iso: string) => string): string {
  const { changedBy, changedAt } = refusalOf(error)?.details ?? {};
  const who = typeof changedBy === 'string' ? ` by ${changedBy}` : '';
  const when = typeof changedAt === 'string' ? ` at ${instant(changedAt)}` : '';
  return `The certificate was changed${who}${when}, after you opened it. Reload it and look again.`;
}
