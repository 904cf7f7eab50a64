import { type CertificateTypeInput, FIXED_AMOUNTS_MAX, TYPE_SEGMENTS_MAX } from '@boon/core';
import { listCertificateTypes, type StoredCertificateType } from '@boon/db';
import { z } from 'zod';
import { changeCertificateType, createCertificateType } from '../certificate-types/edit-types.ts';
import { id, text } from './inputs.ts';
import { managerProcedure, router, staffProcedure } from './trpc.ts';

const typeInput = z.object({
  name: text,
  description: text,
  design: text,
  pricing: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('fixed'),
      amountsMinor: z
        .array(z.number())
        .max(FIXED_AMOUNTS_MAX * 2)
        .readonly(),
    }),
    z.object({ kind: z.literal('free'), amountMinMinor: z.number(), amountMaxMinor: z.number() }),
  ]),
  expiresAfterDays: z.union([z.number(), z.null(), z.literal('workspace')]),
  isActive: z.boolean(),
  segmentIds: z
    .array(id)
    .max(TYPE_SEGMENTS_MAX * 2)
    .readonly(),
}) satisfies z.ZodType<CertificateTypeInput>;

export const certificateTypesRouter = router({
  list: staffProcedure.query(async ({ ctx }) => {
    const types = await listCertificateTypes(ctx.services.database, ctx.staff.workspaceId);
    return types.map(viewType);
  }),

  create: managerProcedure
    .input(typeInput.extend({ id }))
    .mutation(async ({ ctx, input: { id: typeId, ...input } }) => {
      const { services, staff, actor } = ctx;
      await createCertificateType(services, { workspaceId: staff.workspaceId, typeId }, input, actor);
      return { id: typeId };
    }),

  update: managerProcedure
    .input(typeInput.extend({ id, version: z.number().int().positive() }))
    .mutation(async ({ ctx, input: { id: typeId, version, ...input } }) => {
      const { services, staff, actor } = ctx;
      await changeCertificateType(
        services,
        { workspaceId: staff.workspaceId, typeId, version },
        input,
        actor,
      );
      return { id: typeId };
    }),
});

function viewType({ changedAt, workspaceId: _workspaceId, ...type }: StoredCertificateType) {
  return { ...type, changedAt: changedAt.toISOString() };
}
