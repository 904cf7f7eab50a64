import { Document, Page, renderToBuffer, View } from '@react-pdf/renderer';
import { createElement } from 'react';
import { drawBack } from './certificate-back.ts';
import type { CertificateDocument } from './certificate-document.ts';
import { drawFace } from './certificate-face.ts';
import { loadFonts } from './fonts.ts';
import { layOut } from './page-layout.ts';

/**
 * Draws one certificate in this thread. The file's dates come from the day of issue, so that the same data
 * gives the same bytes; no code stands in its title or any other property.
 */
export async function renderCertificate(document: CertificateDocument): Promise<Uint8Array> {
  const fonts = await loadFonts();
  const layout = layOut(document);
  const issuedAt = new Date(`${document.issuedOn}T00:00:00Z`);
  const page = createElement(
    Page,
    // A page that may not wrap is as high as what it holds: the sheet gives it its height, and it stays one page.
    { size: document.pageSize, wrap: false },
    createElement(
      View,
      { style: { width: layout.width, height: layout.height } },
      ...drawFace(document, layout, fonts),
      ...drawBack(document, layout, fonts),
    ),
  );
  const file = createElement(
    Document,
    {
      title: `Gift certificate ${document.number}`,
      author: document.businessName,
      subject: 'Gift certificate',
      creator: 'Boon',
      producer: 'Boon',
      language: document.language,
      creationDate: issuedAt,
      modificationDate: issuedAt,
      pdfVersion: '1.7',
    },
    page,
  );
  const buffer = await renderToBuffer(file);
  return new Uint8Array(buffer);
}
