import { Button, buttonClasses } from '@boon/ui';
import { type ComponentType, useState } from 'react';
import { usePermissions } from '../../session/session.ts';
import type { ChangeProps } from './ChangeDialog.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { type Certificate, type Change, changeLabels, changesOffered } from './changes.ts';
import { ExtendDialog, ReactivateDialog } from './LastDayDialogs.tsx';
import { MarkPaidDialog } from './MarkPaidDialog.tsx';
import { ReissueDialog } from './ReissueDialog.tsx';
import { ResendDialog } from './ResendDialog.tsx';
import { VoidDialog } from './VoidDialog.tsx';

// What was never paid or is cancelled must not be handed over as paper.
const PRINTABLE: readonly Certificate['status'][] = ['active', 'redeemed', 'expired'];

const dialogs: Record<Change, ComponentType<ChangeProps>> = {
  markPaid: MarkPaidDialog,
  resend: ResendDialog,
  correct: CorrectDialog,
  extend: ExtendDialog,
  reissue: ReissueDialog,
  reactivate: ReactivateDialog,
  void: VoidDialog,
};

export function CertificateActions({ certificate }: { certificate: Certificate }) {
  const permissions = usePermissions();
  const hasPdf = permissions.includes('read_codes') && PRINTABLE.includes(certificate.status);
  // The certificate as it was looked at: what others change meanwhile must not slip under somebody's decision.
  const [opened, setOpened] = useState<{ change: Change; certificate: Certificate } | null>(null);
  const OpenedDialog = opened && dialogs[opened.change];

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
      {changesOffered(certificate, permissions).map((change) => (
        <Button
          key={change}
          size="admin"
          className={change === 'void' ? 'text-danger!' : ''}
          onClick={() => setOpened({ change, certificate })}
        >
          {changeLabels[change]}
        </Button>
      ))}
      {OpenedDialog && <OpenedDialog certificate={opened.certificate} onClose={() => setOpened(null)} />}
    </div>
  );
}
