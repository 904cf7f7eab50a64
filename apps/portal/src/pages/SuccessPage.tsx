import { buttonClasses, Loading, Skeleton } from '@boon/ui';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { PurchaseStatus, Storefront } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { PaidPurchase } from '../features/payment/PaidPurchase.tsx';
import { usePaymentStatus } from '../features/payment/use-payment-status.ts';
import { clearGiftDraft } from '../features/purchase/gift-draft.ts';
import { Contact } from '../shell/Contact.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { useStorefront } from '../shell/storefront-context.ts';
import { BackToPayment, PaymentUnknown, StartPurchase } from './payment-notices.tsx';

export function SuccessPage() {
  const storefront = useStorefront();
  const { brand } = storefront;
  const { purchase = '' } = useSearch({ strict: false });
  const payment = usePaymentStatus(brand.slug, purchase);
  const isPaid = payment.data?.state === 'paid';

  useEffect(() => {
    if (isPaid) clearGiftDraft(sessionStorage, brand.slug);
  }, [isPaid, brand.slug]);

  if (payment.isPending) return <Confirming brandName={brand.name} />;
  if (payment.data === undefined)
    return (
      <PaymentUnknown
        brand={brand}
        failure={failureOf(payment.error)}
        isRetrying={payment.isFetching}
        onRetry={() => payment.refetch()}
      />
    );
  return <Outcome storefront={storefront} status={payment.data} />;
}

function Confirming({ brandName }: { brandName: string }) {
  return (
    <div className="flex flex-col gap-6 py-6">
      <PageHeading title={`Confirming your payment · ${brandName}`}>Confirming your payment</PageHeading>
      <Loading label="Asking the payment provider">
        <Skeleton className="h-5 w-72 max-w-full" />
      </Loading>
    </div>
  );
}

type OutcomeProps = {
  storefront: Storefront;
  status: PurchaseStatus;
};

function Outcome({ storefront: { brand }, status }: OutcomeProps) {
  switch (status.state) {
    case 'paid':
      return (
        <PaidPurchase
          brand={brand}
          status={status}
          heading={(text) => <PageHeading title={`${text} · ${brand.name}`}>{text}</PageHeading>}
          footer={
            <Link to="/$workspace" params={{ workspace: brand.slug }} className={buttonClasses('secondary')}>
              Buy another one
            </Link>
          }
        />
      );
    case 'processing':
      return (
        <Notice
          key="processing"
          title={`Payment in progress · ${brand.name}`}
          heading="Your payment is being processed"
        >
          <p>
            Some ways to pay take a little longer. You can close this page: the receipt goes to{' '}
            {status.purchaserEmail} as soon as the payment is confirmed, and the certificate with it.
          </p>
          <Contact brand={brand} />
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice key="cancelled" title={`Cancelled · ${brand.name}`} heading="This purchase was cancelled">
          <p>
            {status.isPaidBack
              ? 'There is no certificate, and what you paid goes back to where it came from. That can take some days.'
              : 'The certificate can no longer be used.'}
          </p>
          <Contact brand={brand} />
        </Notice>
      );
    case 'open':
      return (
        <Notice
          key="open"
          title={`Not paid yet · ${brand.name}`}
          heading="The payment is not finished"
          action={<BackToPayment brand={brand} status={status} />}
        >
          <p>Nothing was charged so far. You can go back to the payment page and finish there.</p>
        </Notice>
      );
    case 'closed':
      return (
        <Notice
          key="closed"
          title={`Payment closed · ${brand.name}`}
          heading="This payment has expired"
          action={<StartPurchase brand={brand} />}
        >
          <p>
            It was not paid in time, so nothing was charged. What you entered is still there to start again.
          </p>
        </Notice>
      );
  }
}
