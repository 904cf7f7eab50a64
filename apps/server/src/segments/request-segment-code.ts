import { randomUUID } from 'node:crypto';
import { isListed, normalEmail, rejectFields } from '@boon/core';
import { beginChallenge } from '@boon/db';
import type { Services } from '../services.ts';
import { readShop, type ShopAddress } from './read-storefront.ts';

/**
 * Mails a one-time code to an address on the list of a closed segment; for any other it does the same but mails
 * nothing. @throws DomainError validation_failed for what is no address
 */
export async function requestSegmentCode(
  services: Services,
  request: ShopAddress & { readonly email: string },
): Promise<void> {
  const { workspace, segment } = await readShop(services, request);
  const email = normalEmail(request.email);
  if (email === null) rejectFields({ email: 'Enter an e-mail address like name@example.com.' });
  if (segment.access.kind === 'open') return;
  const now = services.clock.now();
  const challengeId = randomUUID();
  const address = { workspaceId: workspace.id, segmentId: segment.id, email };
  const message = { kind: 'segment_code', segmentId: segment.id, challengeId, runAt: now } as const;
  await beginChallenge(
    services.database,
    { ...address, id: challengeId, message: isListed(segment.access, email) ? message : null },
    now,
  );
}
