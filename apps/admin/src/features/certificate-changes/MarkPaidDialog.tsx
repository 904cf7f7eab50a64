import { useState } from 'react';
import { fieldProblemsOf } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { type ManualPayment, PaymentFields } from '../../controls/PaymentFields.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import { addressOfCode } from './changes.ts';

export function MarkPaidDialog({ certificate, onClose }: ChangeProps) {
  const formats = useFormats();
  const done = useDone(onClose);
  const [payment, setPayment] = useState<ManualPayment>({ method: 'cash', reference: '' });
  const amount = formats.money(certificate.amountMinor, certificate.currency);
  const change = trpc.admin.certificates.markPaid.useMutation({
    onSuccess: () => done(`${amount} is noted as paid; the certificate is active.`),
  });

  function submit() {
    const { id, version } = certificate;
    const reference = payment.reference.trim() || null;
    change.mutate({ id, version, payment: { method: payment.method, reference } });
  }

  return (
    <ChangeDialog
      title={`Mark ${amount} as paid?`}
      keep="Not paid yet"
      confirm={`Mark ${amount} as paid`}
      change={change}
      fields={['payment.reference']}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        The certificate becomes active and counts as sold.{' '}
        {certificate.deliverOn && certificate.delivery === 'email' ? (
          <>
            The gift goes to <bdi className="font-semibold">{addressOfCode(certificate)}</bdi> on{' '}
            {formats.day(certificate.deliverOn)}, or at once if that day has passed.
          </>
        ) : (
          <>
            It goes to <bdi className="font-semibold">{addressOfCode(certificate)}</bdi> at once.
          </>
        )}
      </p>
      <PaymentFields
        payment={payment}
        referenceProblem={fieldProblemsOf(change.error)['payment.reference']}
        onChange={(changes) => setPayment((before) => ({ ...before, ...changes }))}
      />
    </ChangeDialog>
  );
}
