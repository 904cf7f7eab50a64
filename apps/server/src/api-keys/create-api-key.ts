import { type ApiKeyInput, checkApiKey, rejectFields } from '@boon/core';
import { addApiKey, type KeyKeeper, lockApiKeys, withWorkspace } from '@boon/db';
import { uuidv7 } from '../ids.ts';
import type { Services } from '../services.ts';
import { drawApiKey } from './draw-api-key.ts';

export type CreatedApiKey = { readonly id: string; readonly name: string; readonly secret: string };

/**
 * Makes a key for a booking site's server. The answer is the only place where the key itself ever stands.
 * @throws DomainError validation_failed with the fields
 */
export async function createApiKey(
  services: Services,
  workspaceId: string,
  input: ApiKeyInput,
  createdBy: KeyKeeper,
): Promise<CreatedApiKey> {
  const { secret, keyHash, hint } = drawApiKey();
  const createdAt = services.clock.now();
  const id = uuidv7(createdAt);
  const name = input.name.trim();
  await withWorkspace(services.database, workspaceId, async (tx) => {
    const inUse = await lockApiKeys(tx, workspaceId);
    const problems = checkApiKey(
      input,
      inUse.map((key) => key.name),
    );
    if (Object.keys(problems).length > 0) rejectFields(problems);
    const scopes = [...new Set(input.scopes)];
    await addApiKey(tx, { id, workspaceId, name, scopes, keyHash, hint, createdAt, createdBy });
  });
  services.log.info('api_key.created', { workspaceId, apiKeyId: id, by: createdBy.id });
  return { id, name, secret };
}
