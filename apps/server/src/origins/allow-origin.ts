import { ALLOWED_ORIGINS_MAX, parseOrigin, rejectFields } from '@boon/core';
import { lockAllowedOrigins, setAllowedOrigins, withWorkspace } from '@boon/db';
import type { Services } from '../services.ts';

/**
 * Lets a site show the workspace's widget. `address` is what a person typed; one that is allowed already stays.
 * @returns its origin @throws DomainError validation_failed for the field `address`
 */
export async function allowOrigin(
  services: Services,
  workspaceId: string,
  address: string,
  allowedById: string,
): Promise<string> {
  const parsed = parseOrigin(address);
  if (!parsed.ok) return rejectFields({ address: parsed.problem });
  const { origin } = parsed;
  const isNew = await withWorkspace(services.database, workspaceId, async (tx) => {
    const allowed = await lockAllowedOrigins(tx, workspaceId);
    if (allowed.includes(origin)) return false;
    if (allowed.length >= ALLOWED_ORIGINS_MAX)
      rejectFields({
        address: `A workspace allows at most ${ALLOWED_ORIGINS_MAX} origins. Remove one that is no longer needed.`,
      });
    await setAllowedOrigins(tx, workspaceId, [...allowed, origin]);
    return true;
  });
  if (isNew) services.log.info('origin.allowed', { workspaceId, origin, by: allowedById });
  return origin;
}
