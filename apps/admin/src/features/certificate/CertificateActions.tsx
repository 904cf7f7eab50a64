import { Button, buttonClasses, useToast } from '@boon/ui';
import { useState } from 'react';
import { sentenceFor } from '../../api/refusal.ts';
import { type AdminOutputs, trpc } from '../../api/trpc.ts';
import { useMay } from '../../session/session.ts';
import { VoidDialog } from './VoidDialog.tsx';

type Certificate = AdminOutputs['certificates']['get'];

const VOIDABLE: readonly Certificate['status'][] = ['pending', 'active', 'expired'];
// What was never paid or is cancelled must not be handed over as paper.
const PRINTABLE: readonly Certificate['status'][] = ['active', 'redeemed', 'expired'];

export function CertificateActions({ certificate }: { certificate: Certificate }) {
  const mayVoid = useMay('void') && VOIDABLE.includes(certificate.status);
  const mayResend = useMay('resend') && certificate.status === 'active';
  const hasPdf = useMay('read_codes') && PRINTABLE.includes(certificate.status);
  const [isVoiding, setIsVoiding] = useState(false);

  return (
    <div className="flex flex-wrap gap-2">
      {hasPdf && (
        <a
          href={certificate.pdfUrl}
          target="_blank"
          rel="noopener"
          className={buttonClasses('secondary', 'admin')}
        >
          Open PDF<span className="sr-only"> in a new tab</span>
        </a>
      )}
      {mayResend && <ResendButton certificate={certificate} />}
      {mayVoid && (
        <Button size="admin" className="text-danger!" onClick={() => setIsVoiding(true)}>
          Void…
        </Button>
      )}
      {mayVoid && (
        <VoidDialog certificate={certificate} open={isVoiding} onClose={() => setIsVoiding(false)} />
      )}
    </div>
  );
}

function ResendButton({ certificate }: { certificate: Certificate }) {
  const toast = useToast();
  const cache = trpc.useUtils();
  const { delivery, recipientEmail, purchaserEmail } = certificate;
  const address = delivery === 'email' && recipientEmail ? recipientEmail : purchaserEmail;
  const resend = trpc.admin.certificates.resend.useMutation({
    onSuccess: async () => {
      toast({ tone: 'success', text: `The certificate is on its way to ${address}.` });
      await cache.admin.invalidate();
    },
    onError: (error) => toast({ tone: 'danger', text: sentenceFor(error) }),
  });
  return (
    <Button size="admin" busy={resend.isPending} onClick={() => resend.mutate({ id: certificate.id })}>
      Send again
    </Button>
  );
}
