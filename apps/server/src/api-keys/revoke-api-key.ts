import { type KeyKeeper, revokeApiKey as recordRevocation } from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';

/** Ends a key: its very next call is refused. Revoking it again changes nothing. @throws DomainError not_found */
export async function revokeApiKey(
  services: Services,
  target: { readonly workspaceId: string; readonly id: string },
  revokedBy: KeyKeeper,
): Promise<void> {
  const key = await recordRevocation(services.database, target, revokedBy, services.clock.now());
  if (!key) throw notFound('API key');
  services.log.info('api_key.revoked', {
    workspaceId: target.workspaceId,
    apiKeyId: target.id,
    by: revokedBy.id,
  });
}
