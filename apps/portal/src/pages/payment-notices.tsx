import { Button, buttonClasses } from '@boon/ui';
import { Link } from '@tanstack/react-router';
import type { Brand, PurchaseStatus } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { loadGiftDraft } from '../features/purchase/gift-draft.ts';
import { Contact } from '../shell/Contact.tsx';
import { Notice } from '../shell/Notice.tsx';

/** On to the payment page while it is open, or back to the form with everything still in it. */
export function BackToPayment({ brand, status }: { brand: Brand; status: PurchaseStatus }) {
  return (
    <>
      {status.checkoutUrl && (
        <a href={status.checkoutUrl} className={buttonClasses('primary')}>
          Continue to payment
        </a>
      )}
      <PurchaseLink
        brand={brand}
        label="Change the purchase"
        variant={status.checkoutUrl ? 'secondary' : 'primary'}
      />
    </>
  );
}

export function StartPurchase({ brand }: { brand: Brand }) {
  return <PurchaseLink brand={brand} label="Start again" variant="primary" />;
}

type PurchaseLinkProps = { brand: Brand; label: string; variant: 'primary' | 'secondary' };

function PurchaseLink({ brand, label, variant }: PurchaseLinkProps) {
  const { segment } = loadGiftDraft(sessionStorage, brand.slug);
  return segment === null ? (
    <Link to="/$workspace" params={{ workspace: brand.slug }} className={buttonClasses(variant)}>
      {label}
    </Link>
  ) : (
    <Link
      to="/$workspace/$segment"
      params={{ workspace: brand.slug, segment }}
      className={buttonClasses(variant)}
    >
      {label}
    </Link>
  );
}

type PaymentUnknownProps = { brand: Brand; failure: Failure; isRetrying: boolean; onRetry: () => void };

export function PaymentUnknown({ brand, failure, isRetrying, onRetry }: PaymentUnknownProps) {
  if (failure.kind === 'refused')
    return (
      <Notice
        title={`Link not valid · ${brand.name}`}
        heading="This link is not valid"
        action={<StartPurchase brand={brand} />}
      >
        <p>
          It is incomplete, was changed, or is too old to show a purchase. If you have paid, your receipt and
          the certificate reach you by e-mail.
        </p>
        <Contact brand={brand} />
      </Notice>
    );
  return (
    <Notice
      title={`No connection · ${brand.name}`}
      heading="We cannot be reached just now"
      action={
        <Button variant="primary" busy={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>
        Your purchase is safe: if the payment went through, the receipt and the certificate are on their way.
      </p>
      <Contact brand={brand} />
    </Notice>
  );
}
