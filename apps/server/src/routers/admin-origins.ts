import { parseOrigin } from '@boon/core';
import { listRefusedOrigins, type RefusedOrigin, readWorkspace } from '@boon/db';
import { z } from 'zod';
import { allowOrigin } from '../origins/allow-origin.ts';
import { readableOrigin } from '../origins/readable-origin.ts';
import { removeOrigin } from '../origins/remove-origin.ts';
import { text } from './inputs.ts';
import { managerProcedure, router } from './trpc.ts';

export const originsRouter = router({
  list: managerProcedure.query(async ({ ctx: { services, staff } }) => {
    const [workspace, refused] = await Promise.all([
      readWorkspace(services.database, staff.workspaceId),
      listRefusedOrigins(services.database, staff.workspaceId),
    ]);
    return {
      now: services.clock.now().toISOString(),
      allowed: workspace.allowedOrigins.map((origin) => ({ origin, readable: readableOrigin(origin) })),
      refused: refused.map(viewRefusedOrigin),
    };
  }),

  allow: managerProcedure
    .input(z.object({ address: text }))
    .mutation(async ({ ctx: { services, staff }, input }) => ({
      origin: await allowOrigin(services, staff.workspaceId, input.address, staff.userId),
    })),

  remove: managerProcedure
    .input(z.object({ origin: text }))
    .mutation(async ({ ctx: { services, staff }, input }) => {
      await removeOrigin(services, staff.workspaceId, input.origin, staff.userId);
      return { origin: input.origin };
    }),
});

function viewRefusedOrigin({ origin, firstSeenAt, lastSeenAt, seenCount }: RefusedOrigin) {
  return {
    origin,
    readable: readableOrigin(origin),
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    seenCount,
    mayBeAllowed: parseOrigin(origin).ok,
  };
}
