import { type Actor, DomainError, refuse, type StoredCertificate } from '@boon/core';
import { readWorkspace } from '@boon/db';
import type { Services } from '../services.ts';
import { findIssued, issueCertificate, type NewGift } from './staff-commands.ts';

export type BookingSiteGift = Omit<NewGift, 'origin'> & {
  /** Named by the caller, so that an amount is never taken for another currency's. */
  readonly currency: string;
};

/** Creates a certificate for a booking site's server. Repeating the same id changes nothing. @throws DomainError */
export async function issueForBookingSite(
  services: Services,
  workspaceId: string,
  { currency, ...gift }: BookingSiteGift,
  actor: Actor,
): Promise<StoredCertificate> {
  const request = { ...gift, origin: 'api' } as const;
  const known = await findIssued(services, workspaceId, request);
  if (known) return known;
  const workspace = await readWorkspace(services.database, workspaceId);
  if (currency !== workspace.currency) {
    throw new DomainError(
      refuse('currency_mismatch', `Certificates of ${workspace.name} are sold in ${workspace.currency}.`, {
        currency,
        workspaceCurrency: workspace.currency,
      }),
    );
  }
  return issueCertificate(services, workspaceId, request, actor);
}
