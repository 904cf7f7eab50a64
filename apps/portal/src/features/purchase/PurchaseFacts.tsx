import type { Storefront } from '../../api/client.ts';

/** Facts instead of badges: who charges, who answers, what the terms are. */
export function PurchaseFacts({ storefront }: { storefront: Storefront }) {
  const { brand, terms } = storefront;
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-2">
      <p>You pay {brand.name}, on a secure payment page.</p>
      <p>
        Questions?{' '}
        <a href={`mailto:${brand.publicEmail}`} className="text-brand underline underline-offset-2">
          {brand.publicEmail}
        </a>
      </p>
      {terms.trim() !== '' && (
        <details>
          <summary className="w-fit text-brand underline underline-offset-2">Terms</summary>
          <p lang={brand.language} className="mt-2 max-w-text whitespace-pre-line">
            {terms}
          </p>
        </details>
      )}
    </div>
  );
}
