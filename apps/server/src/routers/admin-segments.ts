import {
  ACCESS_CODES_MAX,
  LISTED_DOMAINS_MAX,
  LISTED_EMAILS_MAX,
  type SegmentInput,
  waysInto,
} from '@boon/core';
import { listSegments, type StoredSegment } from '@boon/db';
import { z } from 'zod';
import { changeSegment, createSegment } from '../segments/edit-segments.ts';
import { id, text } from './inputs.ts';
import { managerProcedure, router, staffProcedure } from './trpc.ts';

/** Longer lists than the rules allow still reach them, so that the field is named with what would be right. */
const list = (most: number) =>
  z
    .array(z.string().max(300))
    .max(most * 2)
    .readonly();

const segmentInput = z.object({
  code: text,
  slug: text,
  name: text,
  colour: text,
  description: text,
  language: text,
  isActive: z.boolean(),
  isDefault: z.boolean(),
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('open') }),
    z.object({
      kind: z.literal('closed'),
      accessCodes: list(ACCESS_CODES_MAX).nullable(),
      emails: list(LISTED_EMAILS_MAX),
      domains: list(LISTED_DOMAINS_MAX),
    }),
  ]),
}) satisfies z.ZodType<SegmentInput>;

export const segmentsRouter = router({
  /** What filters and forms need of segments. */
  names: staffProcedure.query(async ({ ctx }) => {
    const segments = await listSegments(ctx.services.database, ctx.staff.workspaceId);
    return segments.map(({ id, code, slug, name, colour, isActive, isDefault }) => ({
      id,
      code,
      slug,
      name,
      colour,
      isActive,
      isDefault,
    }));
  }),

  list: managerProcedure.query(async ({ ctx }) => {
    const segments = await listSegments(ctx.services.database, ctx.staff.workspaceId);
    return segments.map(viewSegment);
  }),

  create: managerProcedure
    .input(segmentInput.extend({ id }))
    .mutation(async ({ ctx, input: { id: segmentId, ...input } }) => {
      const { services, staff, actor } = ctx;
      await createSegment(services, { workspaceId: staff.workspaceId, segmentId }, input, actor);
      return { id: segmentId };
    }),

  update: managerProcedure
    .input(segmentInput.extend({ id, version: z.number().int().positive() }))
    .mutation(async ({ ctx, input: { id: segmentId, version, ...input } }) => {
      const { services, staff, actor } = ctx;
      await changeSegment(services, { workspaceId: staff.workspaceId, segmentId, version }, input, actor);
      return { id: segmentId };
    }),
});

/** Access codes cannot be read back, only counted. */
function viewSegment({ access, changedAt, workspaceId: _workspaceId, ...segment }: StoredSegment) {
  return {
    ...segment,
    changedAt: changedAt.toISOString(),
    access:
      access.kind === 'open'
        ? access
        : {
            kind: access.kind,
            accessCodes: access.accessCodeHashes.length,
            emails: access.emails,
            domains: access.domains,
          },
    ways: waysInto(access),
  };
}
