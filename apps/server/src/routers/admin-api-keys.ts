import { API_KEY_SCOPES } from '@boon/core';
import { listApiKeys, type StoredApiKey } from '@boon/db';
import { z } from 'zod';
import { createApiKey } from '../api-keys/create-api-key.ts';
import { revokeApiKey } from '../api-keys/revoke-api-key.ts';
import { id, text } from './inputs.ts';
import { confirmedProcedure, managerProcedure, router } from './trpc.ts';

export const apiKeysRouter = router({
  /** With the time here, by which "3 minutes ago" is counted. */
  list: managerProcedure.query(async ({ ctx: { services, staff } }) => {
    const keys = await listApiKeys(services.database, staff.workspaceId);
    return { now: services.clock.now().toISOString(), keys: keys.map(viewApiKey) };
  }),

  /** The one answer that holds a key. */
  create: confirmedProcedure
    .input(z.object({ name: text, scopes: z.array(z.enum(API_KEY_SCOPES)).max(API_KEY_SCOPES.length) }))
    .mutation(({ ctx: { services, staff }, input }) =>
      createApiKey(services, staff.workspaceId, input, { id: staff.userId, name: staff.name }),
    ),

  revoke: confirmedProcedure.input(z.object({ id })).mutation(async ({ ctx: { services, staff }, input }) => {
    const target = { workspaceId: staff.workspaceId, id: input.id };
    await revokeApiKey(services, target, { id: staff.userId, name: staff.name });
    return { id: input.id };
  }),
});

function viewApiKey(key: StoredApiKey) {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes,
    createdAt: key.createdAt.toISOString(),
    createdByName: key.createdByName,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    revokedByName: key.revokedByName,
  };
}
