import { lockAllowedOrigins, setAllowedOrigins, withWorkspace } from '@boon/db';
import type { Services } from '../services.ts';

/** Takes a site's leave to show the widget away. One that has none changes nothing. */
export async function removeOrigin(
  services: Services,
  workspaceId: string,
  origin: string,
  removedById: string,
): Promise<void> {
  const wasAllowed = await withWorkspace(services.database, workspaceId, async (tx) => {
    const allowed = await lockAllowedOrigins(tx, workspaceId);
    if (!allowed.includes(origin)) return false;
    await setAllowedOrigins(
      tx,
      workspaceId,
      allowed.filter((other) => other !== origin),
    );
    return true;
  });
  if (wasAllowed) services.log.info('origin.removed', { workspaceId, origin, by: removedById });
}
