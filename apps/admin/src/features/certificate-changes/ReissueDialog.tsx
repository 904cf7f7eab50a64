import { useState } from 'react';
import { trpc } from '../../api/trpc.ts';
import { RadioList } from '../../controls/ChoiceList.tsx';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import { addressOfCode } from './changes.ts';
import { ReasonField } from './ReasonField.tsx';
import { useReason } from './use-reason.ts';

/** For a code that leaked or went to the wrong person. */
export function ReissueDialog({ certificate, onClose }: ChangeProps) {
  const done = useDone(onClose);
  const [announce, setAnnounce] = useState<'send' | 'silent'>('send');
  const address = addressOfCode(certificate);
  const change = trpc.admin.certificates.reissue.useMutation({
    onSuccess: (_reissued, sent) =>
      done(
        sent.announce === 'send'
          ? `The old code is dead; the new one is on its way to ${address}.`
          : 'The old code is dead, and the certificate has a new one.',
      ),
  });
  const reason = useReason(change.error);

  function submit() {
    const text = reason.read();
    if (text === null) return;
    const { id, version } = certificate;
    change.mutate({ id, version, reason: text, announce });
  }

  return (
    <ChangeDialog
      title={`A new code for ${certificate.number}?`}
      keep="Keep the code"
      confirm="Make a new code"
      isDestructive
      change={change}
      fields={['reason']}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        The code ending in {certificate.codeLast4} stops working at once, and every PDF and mail that shows
        it. Amount and last day stay as they are.
      </p>
      <RadioList
        name="reissue-announce"
        legend="The new code"
        choices={[
          { value: 'send', label: `Send it to ${address} now` },
          { value: 'silent', label: 'Do not send it: we hand it over' },
        ]}
        value={announce}
        onChange={setAnnounce}
      />
      <ReasonField {...reason.field} />
    </ChangeDialog>
  );
}
