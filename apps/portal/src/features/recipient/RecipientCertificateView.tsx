import { formatMoney, maskCode } from '@boon/core';
import { buttonClasses, CertificateFace, DownloadIcon, StatusBadge } from '@boon/ui';
import type { ReactNode } from 'react';
import type { RecipientCertificate } from '../../api/client.ts';
import { CodeLine } from './CodeLine.tsx';
import { statusWords } from './status-words.ts';

export type RecipientCertificateViewProps = {
  recipient: RecipientCertificate;
  /** The view's heading, which belongs to the page. */
  heading: ReactNode;
  footer: ReactNode;
};

export function RecipientCertificateView({ recipient, heading, footer }: RecipientCertificateViewProps) {
  const { certificate, status, brand, code, pdfUrl, howToUse } = recipient;
  const isOwn = certificate.purchaserName === certificate.recipientName;
  const words = statusWords({ status, brand, validThrough: certificate.validThrough });
  return (
    <div className="mx-auto flex max-w-[37rem] flex-col gap-7">
      {heading}
      <CertificateFace
        id={certificate.id}
        business={brand.name}
        amountMinor={certificate.amountMinor}
        currency={certificate.currency}
        language={brand.language}
        recipientName={certificate.recipientName}
        purchaserName={isOwn ? '' : certificate.purchaserName}
      />
      {certificate.message.trim() !== '' && (
        <blockquote dir="auto" className="lines-own-way max-w-text border-s-2 border-brand ps-4 text-lg">
          {certificate.message}
          {!isOwn && <footer className="mt-1 text-base text-ink-2">{certificate.purchaserName}</footer>}
        </blockquote>
      )}
      <section aria-label="Value and status" className="flex flex-col gap-2.5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="font-display text-3xl font-bold">
            {formatMoney(
              { amountMinor: certificate.amountMinor, currency: certificate.currency },
              brand.language,
            )}
          </p>
          <StatusBadge status={status} word={words.word} />
        </div>
        {code === null ? (
          <p className="font-mono text-xl font-semibold text-serial">{maskCode(certificate.codeLast4)}</p>
        ) : (
          <CodeLine code={code} />
        )}
        <p className="text-ink-2">{words.sentence}</p>
      </section>
      {pdfUrl && (
        <a
          href={pdfUrl}
          target="_blank"
          rel="noopener"
          className={`${buttonClasses('primary')} self-stretch sm:self-start`}
        >
          <DownloadIcon />
          Open the PDF
        </a>
      )}
      {status === 'active' && howToUse.length > 0 && (
        <section aria-labelledby="how-to-use" className="flex flex-col gap-3">
          <h2 id="how-to-use" className="text-xl">
            How to use it
          </h2>
          <ol className="flex max-w-text flex-col gap-2.5">
            {howToUse.map((step, index) => (
              <li key={step} className="flex gap-3">
                <span
                  aria-hidden="true"
                  className="w-5 shrink-0 font-display text-lg leading-6 font-bold text-brand"
                >
                  {index + 1}
                </span>
                <span>{step}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <div className="border-t border-line pt-4 text-sm text-ink-2">
        <p>Certificate {certificate.number}</p>
        {footer}
      </div>
    </div>
  );
}
