import { isListed, normalEmail } from '@boon/core';
import { chargeAttempt, endChallenge } from '@boon/db';
import type { Services } from '../services.ts';
import { type Entry, issueEntry, notAdmitted } from './entry.ts';
import { readShop, type ShopAddress } from './read-storefront.ts';

/**
 * Enters a closed segment with the code that was mailed: once, within its time and its attempts, and only while the
 * address is on the list. @throws DomainError forbidden, the same for every other case
 */
export async function confirmSegmentCode(
  services: Services,
  request: ShopAddress & { readonly email: string; readonly code: string },
): Promise<Entry> {
  const { workspace, segment } = await readShop(services, request);
  const email = normalEmail(request.email);
  if (email === null) throw notAdmitted();
  const address = { workspaceId: workspace.id, segmentId: segment.id, email };
  const challengeId = await chargeAttempt(services.database, address, services.clock.now());
  if (challengeId === null) throw notAdmitted();
  const isRight = services.entryKeys.isMailedCode(request.code, challengeId);
  if (!isRight || !isListed(segment.access, email)) throw notAdmitted();
  if (!(await endChallenge(services.database, workspace.id, challengeId))) throw notAdmitted();
  return issueEntry(services, segment, { way: 'email', email });
}
