import { localDate, type StoredCertificate, type Workspace } from '@boon/core';
import type { CertificateDocument } from '../documents/documents.ts';
import type { Services } from '../services.ts';

/** The PDF of a certificate that is or was valid. Rendered on demand, never stored. */
export async function renderDocument(
  services: Services,
  workspace: Workspace,
  certificate: StoredCertificate,
): Promise<Uint8Array> {
  return services.documents.render(documentOf(services, workspace, certificate));
}

/** What paper and mails both tell of a certificate. */
export function factsToTell(workspace: Workspace, certificate: StoredCertificate) {
  return {
    number: certificate.number,
    ...certificate.amount,
    language: workspace.language,
    businessName: workspace.name,
    brandColour: workspace.brandColour,
    publicEmail: workspace.publicEmail,
    recipientName: certificate.recipient.name,
    purchaserName: certificate.purchaser.name,
    message: certificate.message,
    validThrough: validThroughOf(certificate),
  };
}

function documentOf(
  services: Services,
  workspace: Workspace,
  certificate: StoredCertificate,
): CertificateDocument {
  const code = services.codes.open(certificate.code, workspace.id, certificate.id).reveal();
  return {
    id: certificate.id,
    ...factsToTell(workspace, certificate),
    code,
    issuedOn: localDate(activatedAt(certificate), workspace.timeZone),
    terms: workspace.terms,
    ...(workspace.bookingUrl === null ? {} : { bookingUrl: workspace.bookingUrl }),
    // In the fragment, so that no server log ever holds it.
    checkUrl: `${services.publicUrl}/p/${workspace.slug}/check#${code}`,
    pageSize: 'A4',
  };
}

export function validThroughOf({ state }: Pick<StoredCertificate, 'state'>): string | null {
  return 'validity' in state ? (state.validity?.validThrough ?? null) : null;
}

function activatedAt(certificate: StoredCertificate): Date {
  const { state } = certificate;
  return ('activatedAt' in state ? state.activatedAt : null) ?? certificate.createdAt;
}
