import { Button, Loading, Skeleton } from '@boon/ui';
import { useSearch } from '@tanstack/react-router';
import type { Brand } from '../api/client.ts';
import { type Failure, failureOf } from '../api/failure.ts';
import { RecipientCertificateView } from '../features/recipient/RecipientCertificateView.tsx';
import { useRecipientCertificate } from '../features/recipient/use-recipient-certificate.ts';
import { Contact } from '../shell/Contact.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { useStorefront } from '../shell/storefront-context.ts';

export function RecipientPage() {
  const { brand } = useStorefront();
  const { token = '' } = useSearch({ strict: false });
  const recipient = useRecipientCertificate(brand.slug, token);

  if (recipient.data)
    return (
      <RecipientCertificateView
        recipient={recipient.data}
        heading={
          <PageHeading title={`Your gift certificate · ${brand.name}`}>Your gift certificate</PageHeading>
        }
        footer={<Contact brand={brand} />}
      />
    );
  if (recipient.isPending)
    return (
      <Loading label="Loading the certificate">
        <Skeleton className="mx-auto aspect-[1.5875] w-full max-w-[37rem]" />
      </Loading>
    );
  return (
    <CertificateUnknown
      brand={brand}
      failure={failureOf(recipient.error)}
      isRetrying={recipient.isFetching}
      onRetry={() => recipient.refetch()}
    />
  );
}

type CertificateUnknownProps = { brand: Brand; failure: Failure; isRetrying: boolean; onRetry: () => void };

function CertificateUnknown({ brand, failure, isRetrying, onRetry }: CertificateUnknownProps) {
  if (failure.kind === 'refused')
    return (
      <Notice title={`Link not valid · ${brand.name}`} heading="This link is not valid">
        <p>It is incomplete, was changed, or is too old. The certificate itself is not affected by this.</p>
        <p>Open the link in your e-mail again, or use the PDF that came with it.</p>
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
      <p>Please check your connection. Your certificate is safe.</p>
    </Notice>
  );
}
