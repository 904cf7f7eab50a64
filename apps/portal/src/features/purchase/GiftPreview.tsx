import { MESSAGE_LENGTH_MAX } from '@boon/core';
import { CertificateFace } from '@boon/ui';
import { parseDraftAmount } from './gift-input.ts';
import type { Purchase } from './use-purchase.ts';

/** The certificate as it will be, while it is being filled in. On a phone it takes 40 % of the height at most. */
export function GiftPreview({ purchase, business }: { purchase: Purchase; business: string }) {
  const { draft, terms } = purchase;
  const amount = parseDraftAmount(draft, terms);
  return (
    <CertificateFace
      id={draft.certificateId}
      label="Preview of the certificate"
      business={business}
      amountMinor={amount.ok && amount.amountMinor <= terms.amountMaxMinor ? amount.amountMinor : null}
      currency={terms.currency}
      language={terms.language}
      recipientName={draft.isForMyself ? draft.purchaserName : draft.recipientName}
      purchaserName={draft.isForMyself ? '' : draft.purchaserName}
      message={Array.from(draft.message).slice(0, MESSAGE_LENGTH_MAX).join('')}
      className="max-w-[calc(40svh*1.5875)] lg:max-w-none"
    />
  );
}
