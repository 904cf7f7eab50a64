import { parseAmount } from '@boon/core/money';
import { CertificateFace } from '@boon/ui';
import { useSession } from '../../session/session.ts';
import type { IssueDraft } from './issue-draft.ts';

/** The certificate as it will look, while it is filled in; on a phone the form is enough. */
export function IssuePreview({ id, draft }: { id: string; draft: IssueDraft }) {
  const { brand } = useSession();
  const amount = parseAmount(draft.amount, brand.currency);
  return (
    <div className="sticky top-5 max-lg:hidden">
      <CertificateFace
        id={id}
        business={brand.name}
        amountMinor={amount.ok ? amount.amountMinor : null}
        currency={brand.currency}
        language={brand.language}
        recipientName={draft.recipientName}
        purchaserName={draft.purchaserName}
        message={draft.message}
        label="Preview of the certificate"
        className="max-w-md"
      />
    </div>
  );
}
