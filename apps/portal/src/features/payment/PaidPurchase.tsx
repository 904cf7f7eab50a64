import { formatMoney } from '@boon/core';
import { buttonClasses, CertificateFace, DownloadIcon, formatLocalDate } from '@boon/ui';
import type { ReactNode } from 'react';
import type { Brand, PurchaseStatus } from '../../api/client.ts';
import { deliveryWords } from './delivery-words.ts';

export type PaidPurchaseProps = {
  brand: Brand;
  status: PurchaseStatus;
  /** The view's heading, which belongs to the page. */
  heading: (text: string) => ReactNode;
  /** What comes after the facts: the way to another purchase. */
  footer: ReactNode;
};

export function PaidPurchase({ brand, status, heading, footer }: PaidPurchaseProps) {
  const { certificate, pdfUrl } = status;
  const words = deliveryWords(status, brand.language);
  return (
    <div className="flex flex-col gap-8 lg:grid lg:grid-cols-2 lg:gap-x-14">
      <div className="flex min-w-0 flex-col items-start gap-5">
        {heading(words.heading)}
        <div className="flex flex-col gap-1 text-ink-2">
          {words.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        {pdfUrl && (
          <a href={pdfUrl} target="_blank" rel="noopener" className={buttonClasses('primary')}>
            <DownloadIcon />
            Open the PDF
          </a>
        )}
        <dl className="w-full max-w-md border-t border-line">
          <Fact term="Value">
            {formatMoney(
              { amountMinor: certificate.amountMinor, currency: certificate.currency },
              brand.language,
            )}
          </Fact>
          <Fact term="For">{certificate.recipientName}</Fact>
          <Fact term="Number">{certificate.number}</Fact>
          {certificate.validThrough && (
            <Fact term="Valid through">{formatLocalDate(certificate.validThrough, brand.language)}</Fact>
          )}
        </dl>
        {footer}
      </div>
      <CertificateFace
        id={certificate.id}
        business={brand.name}
        amountMinor={certificate.amountMinor}
        currency={certificate.currency}
        language={brand.language}
        recipientName={certificate.recipientName}
        purchaserName={
          certificate.purchaserName === certificate.recipientName ? '' : certificate.purchaserName
        }
        message={certificate.message}
        motion="once"
        className="order-first max-w-[calc(40svh*1.5875)] lg:order-none lg:max-w-none"
      />
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line py-2">
      <dt className="shrink-0 text-ink-2">{term}</dt>
      <dd dir="auto" className="min-w-0 text-end font-semibold">
        {children}
      </dd>
    </div>
  );
}
