import { trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import { addressOfCode } from './changes.ts';

/** Whoever gets the mail can use the certificate: it shows the address before anything leaves. */
export function ResendDialog({ certificate, onClose }: ChangeProps) {
  const formats = useFormats();
  const done = useDone(onClose);
  const address = addressOfCode(certificate);
  const change = trpc.admin.certificates.resend.useMutation({
    onSuccess: () => done(`The certificate is on its way to ${address}.`),
  });
  const { id, version, delivery } = certificate;
  const isGift = delivery === 'email' && certificate.recipientEmail !== null;
  const planned = certificate.deliveries.find(
    ({ template, status }) => template === 'gift' && status === 'planned',
  );

  return (
    <ChangeDialog
      title={`Send to ${address}?`}
      keep="Do not send"
      confirm="Send now"
      change={change}
      onSubmit={() => change.mutate({ id, version })}
      onClose={onClose}
    >
      <p>
        {isGift ? 'The gift' : 'The receipt'} with the code and the PDF goes to{' '}
        <bdi className="font-semibold">{address}</bdi>. Whoever reads that mail can use the certificate.
      </p>
      {planned && (
        <p>
          It is planned for {formats.instantDay(planned.at)}. Sent now, it arrives early, and not once more on
          that day.
        </p>
      )}
      <p className="text-ink-2">Is the address wrong? Correct it first.</p>
    </ChangeDialog>
  );
}
