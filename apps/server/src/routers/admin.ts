import { listCertificates, readDashboard, readGuessing, readWorkspace } from '@boon/db';
import { z } from 'zod';
import { apiKeysRouter } from './admin-api-keys.ts';
import { certificateTypesRouter } from './admin-certificate-types.ts';
import { certificatesRouter } from './admin-certificates.ts';
import { ordersRouter } from './admin-orders.ts';
import { originsRouter } from './admin-origins.ts';
import { outboxRouter } from './admin-outbox.ts';
import { segmentsRouter } from './admin-segments.ts';
import { router, staffProcedure } from './trpc.ts';
import { viewBrand, viewCertificateRow } from './views.ts';

const RECENT_MAX = 8;
const GUESSES_WORTH_TELLING = 20;
const PERIODS = [30, 90, 365] as const;

/** What the staff console calls; every procedure needs a session, and acts in that session's workspace only. */
export const adminRouter = router({
  session: staffProcedure.query(async ({ ctx }) => {
    const { userId, name, email, role, workspaceId } = ctx.staff;
    return {
      user: { id: userId, name, email },
      role,
      brand: viewBrand(await readWorkspace(ctx.services.database, workspaceId)),
      testMode: ctx.services.testMode,
      publicUrl: ctx.services.publicUrl,
    };
  }),

  dashboard: staffProcedure
    .input(
      z.object({
        days: z.union([z.literal(30), z.literal(90), z.literal(365)], `must be one of ${PERIODS.join(', ')}`),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { database, clock } = ctx.services;
      const { workspaceId } = ctx.staff;
      const workspace = await readWorkspace(database, workspaceId);
      const now = clock.now();
      const [figures, recent] = await Promise.all([
        readDashboard(database, workspaceId, { now, days: input.days, timeZone: workspace.timeZone }),
        listCertificates(database, workspaceId, {}, { now, limit: RECENT_MAX, cursor: null }),
      ]);
      const { sold, redeemed } = figures;
      return {
        currency: workspace.currency,
        ...figures,
        // Of nothing sold there is no rate; what was sold before may be redeemed all the same.
        redemptionRate: sold.amountMinor === 0 ? null : redeemed.amountMinor / sold.amountMinor,
        recent: recent.rows.map(viewCertificateRow),
      };
    }),

  /** Somebody who tries codes, once it is more than a few people mistyping; null while nobody does. */
  guessing: staffProcedure.query(async ({ ctx }) => {
    const guessing = await readGuessing(ctx.services.database, ctx.staff.workspaceId);
    if (!guessing || guessing.wrongCodes + guessing.turnedAway < GUESSES_WORTH_TELLING) return null;
    const { since, latest, ...counts } = guessing;
    return { ...counts, since: since.toISOString(), latest: latest.toISOString() };
  }),

  certificates: certificatesRouter,
  segments: segmentsRouter,
  certificateTypes: certificateTypesRouter,
  orders: ordersRouter,
  outbox: outboxRouter,
  apiKeys: apiKeysRouter,
  origins: originsRouter,
});
