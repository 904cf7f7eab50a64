import { useParams } from '@tanstack/react-router';
import type { Storefront } from '../api/client.ts';
import { GiftPreview } from '../features/purchase/GiftPreview.tsx';
import { PurchaseFacts } from '../features/purchase/PurchaseFacts.tsx';
import { PurchaseForm } from '../features/purchase/PurchaseForm.tsx';
import { usePurchase } from '../features/purchase/use-purchase.ts';
import { validityWords } from '../features/purchase/validity-words.ts';
import { Contact } from '../shell/Contact.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { useStorefront } from '../shell/storefront-context.ts';

export function PurchasePage() {
  const storefront = useStorefront();
  const { segment = null } = useParams({ strict: false });
  if (!storefront.portalEnabled) return <PortalOff storefront={storefront} />;
  return <PurchaseView storefront={storefront} segment={segment} />;
}

function PurchaseView({ storefront, segment }: { storefront: Storefront; segment: string | null }) {
  const { brand, heading, intro, expiresAfterDays } = storefront;
  const purchase = usePurchase(storefront, segment);
  return (
    <div className="flex flex-col gap-7 lg:grid lg:grid-cols-2 lg:gap-x-14">
      <div className="min-w-0">
        <PageHeading title={`${heading} · ${brand.name}`} lang={brand.language} size="large">
          {heading}
        </PageHeading>
        {intro && (
          <p lang={brand.language} className="mt-2.5 max-w-text text-ink-2">
            {intro}
          </p>
        )}
        <div className="mt-8">
          <PurchaseForm purchase={purchase} business={brand.name} />
        </div>
      </div>
      <div className="contents lg:sticky lg:top-8 lg:flex lg:flex-col lg:gap-4 lg:self-start">
        <div className="order-first flex flex-col gap-2.5 lg:order-none">
          <GiftPreview purchase={purchase} business={brand.name} />
          <p className="text-sm text-ink-2">{validityWords({ ...purchase.terms, expiresAfterDays })}</p>
        </div>
        <PurchaseFacts storefront={storefront} />
      </div>
    </div>
  );
}

function PortalOff({ storefront: { brand } }: { storefront: Storefront }) {
  return (
    <Notice title={`Gift certificates · ${brand.name}`} heading="Not on sale online just now">
      <p>
        {brand.name} does not sell gift certificates on this page at the moment. Certificates you hold stay
        valid.
      </p>
      <Contact brand={brand} />
    </Notice>
  );
}
