import type { CertificateDocument } from './certificate-document.ts';
import { renderCertificate } from './render-certificate.ts';
import { drawRosetteImage, type RosetteImage } from './rosette-image.ts';

/** Draws a page for nobody: fonts are read and code is compiled, so that the first real one takes milliseconds. */
export async function warmUp(): Promise<void> {
  await renderCertificate(SPECIMEN);
}

/** In base64: between processes everything travels as JSON. */
export async function render(document: CertificateDocument): Promise<string> {
  return Buffer.from(await renderCertificate(document)).toString('base64');
}

/** The same, of a rosette. */
export async function renderRosette(image: RosetteImage): Promise<string> {
  return drawRosetteImage(image).toString('base64');
}

const SPECIMEN: CertificateDocument = {
  id: 'specimen',
  number: 'Specimen',
  amountMinor: 100,
  currency: 'EUR',
  language: 'en',
  businessName: 'Specimen',
  brandColour: '#0B5C5E',
  publicEmail: '',
  recipientName: 'Specimen',
  purchaserName: 'Specimen',
  message: 'Specimen',
  code: '000000000000',
  validThrough: null,
  issuedOn: '2026-01-01',
  terms: 'Specimen',
  checkUrl: 'https://specimen.invalid/check',
  pageSize: 'A4',
};
