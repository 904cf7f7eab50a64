import { buttonClasses, Loading, Skeleton } from '@boon/ui';
import { Link, useSearch } from '@tanstack/react-router';
import { failureOf } from '../api/failure.ts';
import { usePaymentStatus } from '../features/payment/use-payment-status.ts';
import { Contact } from '../shell/Contact.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { useStorefront } from '../shell/storefront-context.ts';
import { BackToPayment, PaymentUnknown, StartPurchase } from './payment-notices.tsx';

const HEADINGS = {
  paid: 'This purchase is paid',
  processing: 'Your payment is being processed',
  cancelled: 'This purchase was cancelled',
} as const;

export function CancelledPage() {
  const { brand } = useStorefront();
  const { purchase = '' } = useSearch({ strict: false });
  const payment = usePaymentStatus(brand.slug, purchase);

  if (payment.isPending)
    return (
      <div className="flex flex-col gap-6 py-6">
        <PageHeading title={`Checking the payment · ${brand.name}`}>Checking the payment</PageHeading>
        <Loading label="Asking the payment provider">
          <Skeleton className="h-5 w-72 max-w-full" />
        </Loading>
      </div>
    );
  if (payment.data === undefined)
    return (
      <PaymentUnknown
        brand={brand}
        failure={failureOf(payment.error)}
        isRetrying={payment.isFetching}
        onRetry={() => payment.refetch()}
      />
    );

  const { state } = payment.data;
  if (state === 'paid' || state === 'processing' || state === 'cancelled')
    return (
      <Notice
        title={`${state === 'cancelled' ? 'Cancelled' : 'Paid'} · ${brand.name}`}
        heading={HEADINGS[state]}
        action={
          <Link
            to="/$workspace/success"
            params={{ workspace: brand.slug }}
            search={{ purchase }}
            className={buttonClasses('primary')}
          >
            See the purchase
          </Link>
        }
      >
        {state !== 'cancelled' && <p>It went through after all, so there is nothing more to do.</p>}
        <Contact brand={brand} />
      </Notice>
    );
  return (
    <Notice
      title={`Payment cancelled · ${brand.name}`}
      heading="Nothing was charged"
      action={
        state === 'open' ? (
          <BackToPayment brand={brand} status={payment.data} />
        ) : (
          <StartPurchase brand={brand} />
        )
      }
    >
      <p>You left the payment page before paying. What you entered is still here.</p>
      <Contact brand={brand} />
    </Notice>
  );
}
