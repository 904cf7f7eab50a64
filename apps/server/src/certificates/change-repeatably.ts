import type { ActivityType, StoredCertificate } from '@boon/core';
import { readActivities } from '@boon/db';
import type { Services } from '../services.ts';
import type { Target } from './change-certificate.ts';
import { readCertificate } from './staff-commands.ts';

/**
 * Makes a change, and gives the certificate as it is then. After an attempt whose end nobody knows, a log that ends in
 * this very fact says that the attempt made it, so it is not made again. @throws DomainError as `change` does
 */
export async function repeatably(
  services: Services,
  { workspaceId, certificateId }: Target,
  fact: ActivityType,
  attempt: 'first' | 'resumed',
  change: () => Promise<StoredCertificate>,
): Promise<StoredCertificate> {
  if (attempt === 'first') return change();
  const log = await readActivities(services.database, workspaceId, certificateId);
  const changes = log.filter(
    ({ type }) => type !== 'sent' && type !== 'send_failed' && type !== 'code_revealed',
  );
  return changes.at(-1)?.type === fact ? readCertificate(services, workspaceId, certificateId) : change();
}
