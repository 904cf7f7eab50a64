import { CodeCheck } from '../features/check/CodeCheck.tsx';
import { Contact } from '../shell/Contact.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { useStorefront } from '../shell/storefront-context.ts';

export function CheckPage() {
  const { brand } = useStorefront();
  return (
    <div className="flex max-w-text flex-col gap-6 py-6">
      <PageHeading title={`Check a certificate · ${brand.name}`}>Check a certificate</PageHeading>
      <CodeCheck brand={brand} />
      <div className="text-sm text-ink-2">
        <Contact brand={brand} />
      </div>
    </div>
  );
}
