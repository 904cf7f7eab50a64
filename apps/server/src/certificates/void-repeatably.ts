import { type Actor, DomainError, type StoredCertificate } from '@boon/core';
import type { Services } from '../services.ts';
import { readCertificate, type VoidRequest, voidCertificateById } from './staff-commands.ts';

/**
 * Voids a certificate and gives it as it is then. After an attempt whose end nobody knows, a certificate that is voided
 * for this very reason was voided by that attempt. @throws DomainError when the status forbids it
 */
export async function voidRepeatably(
  services: Services,
  request: VoidRequest,
  actor: Actor,
  attempt: 'first' | 'resumed',
): Promise<StoredCertificate> {
  const { workspaceId, certificateId, reason } = request;
  try {
    await voidCertificateById(services, request, actor);
  } catch (error) {
    const voided = error instanceof DomainError && error.code === 'certificate_voided';
    if (!voided || attempt === 'first') throw error;
    const { state } = await readCertificate(services, workspaceId, certificateId);
    if (state.status !== 'voided' || state.voidReason !== reason.trim()) throw error;
  }
  return readCertificate(services, workspaceId, certificateId);
}
