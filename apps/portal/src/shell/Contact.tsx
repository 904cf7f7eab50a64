import type { Brand } from '../api/client.ts';

export function Contact({ brand }: { brand: Brand }) {
  return (
    <p>
      Questions? Write to {brand.name}:{' '}
      <a href={`mailto:${brand.publicEmail}`} className="text-brand underline underline-offset-2">
        {brand.publicEmail}
      </a>
    </p>
  );
}
