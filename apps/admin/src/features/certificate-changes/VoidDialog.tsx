import { useState } from 'react';
import { trpc } from '../../api/trpc.ts';
import { RadioList } from '../../controls/ChoiceList.tsx';
import { useFormats } from '../../formats/use-formats.ts';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import { type Certificate, isPaidOnline } from './changes.ts';
import { ReasonField } from './ReasonField.tsx';
import { useReason } from './use-reason.ts';

/** Says how much is lost, what becomes of the money, and asks why, before a certificate is voided. */
export function VoidDialog({ certificate, onClose }: ChangeProps) {
  const formats = useFormats();
  const done = useDone(onClose);
  const [money, setMoney] = useState<'keep' | 'refund' | undefined>(undefined);
  const [isMoneyMissing, setIsMoneyMissing] = useState(false);
  const amount = formats.money(certificate.amountMinor, certificate.currency);
  const asksForMoney = isPaidOnline(certificate);

  const change = trpc.admin.certificates.void.useMutation({
    onSuccess: (_voided, sent) =>
      done(
        sent.money === 'refund'
          ? `The certificate is voided, and ${amount} is on its way back.`
          : `The certificate of ${amount} is voided.`,
      ),
  });
  const reason = useReason(change.error);

  function submit() {
    const isMissing = asksForMoney && money === undefined;
    setIsMoneyMissing(isMissing);
    const text = reason.read();
    if (isMissing) document.getElementById('void-money-refund')?.focus();
    if (text === null || isMissing) return;
    const { id, version } = certificate;
    change.mutate({ id, version, reason: text, money: asksForMoney ? (money ?? 'keep') : 'keep' });
  }

  return (
    <ChangeDialog
      title={`Void ${amount}?`}
      keep="Keep the certificate"
      confirm={money === 'refund' ? `Void and pay back ${amount}` : `Void ${amount}`}
      isDestructive
      change={change}
      fields={['reason']}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        The certificate {certificate.number} for{' '}
        <bdi className="font-semibold">{certificate.recipientName || certificate.purchaserName}</bdi> can no
        longer be used.
        {!asksForMoney && ` ${moneySentence(certificate)}`}
      </p>
      {asksForMoney && (
        <RadioList
          name="void-money"
          legend={`What becomes of the ${amount}?`}
          choices={[
            {
              value: 'refund',
              label: `Pay it back`,
              note: 'To the card or account it came from. Such a voiding cannot be taken back.',
            },
            {
              value: 'keep',
              label: 'Keep it',
              note: 'Nothing is paid back. The certificate can be reactivated later.',
            },
          ]}
          value={money}
          error={isMoneyMissing ? 'Say whether the money is paid back.' : undefined}
          onChange={setMoney}
        />
      )}
      <ReasonField {...reason.field} />
    </ChangeDialog>
  );
}

function moneySentence({ status, payment }: Certificate): string {
  if (status === 'pending') return 'Nothing was paid for it. It can be reactivated later.';
  if (!payment) return 'It can be reactivated later.';
  return 'No money is paid back by this step; it was not taken online, so give it back by hand. The certificate can be reactivated later.';
}
