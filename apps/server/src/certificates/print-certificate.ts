import { type Actor, DomainError, refusalForStatus, statusAt } from '@boon/core';
import { readWorkspace } from '@boon/db';
import type { Services } from '../services.ts';
import { renderDocument } from './document-of.ts';
import { logReveal, readCertificate } from './staff-commands.ts';

/** The PDF of a certificate, with its code; `reader` is written down as who saw it. @throws DomainError not_found; certificate_pending or certificate_voided for one that is worth nothing */
export async function printCertificate(
  services: Services,
  workspaceId: string,
  certificateId: string,
  reader: Actor | null = null,
): Promise<{ readonly number: string; readonly pdf: Uint8Array }> {
  const certificate = await readCertificate(services, workspaceId, certificateId);
  const status = statusAt(certificate, services.clock.now());
  if (status === 'pending' || status === 'voided') throw new DomainError(refusalForStatus(status));
  const workspace = await readWorkspace(services.database, workspaceId);
  if (reader !== null) await logReveal(services, certificate, reader);
  return { number: certificate.number, pdf: await renderDocument(services, workspace, certificate) };
}
