import type { StoredCertificate } from '@boon/core';
import { readActivities } from '@boon/db';
import type { Services } from '../services.ts';
import type { Target } from './change-certificate.ts';
import { readCertificate } from './staff-commands.ts';

/**
 * Makes a change, and gives the certificate as it is then. After an attempt whose end nobody knows, a fact in the log that
 * names this very call says that the attempt made it, so it is not made again. @throws DomainError as `change` does
 */
export async function repeatably(
  services: Services,
  { workspaceId, certificateId, callId }: Target,
  attempt: 'first' | 'resumed',
  change: () => Promise<StoredCertificate>,
): Promise<StoredCertificate> {
  if (attempt === 'first' || !callId) return change();
  const log = await readActivities(services.database, workspaceId, certificateId);
  const isMade = log.some(({ details }) => details.callId === callId);
  return isMade ? readCertificate(services, workspaceId, certificateId) : change();
}
