import { z } from 'zod';
import { confirmSegmentCode } from '../segments/confirm-segment-code.ts';
import { enterSegment } from '../segments/enter-segment.ts';
import { requestSegmentCode } from '../segments/request-segment-code.ts';
import { code, slug, text } from './inputs.ts';
import { publicProcedure } from './trpc.ts';

const shop = z.object({ workspace: slug, segment: slug.optional() });

/** How customers enter a closed segment: with a code they were given, or with an address they can read mail at. */
export const segmentEntry = {
  enterSegment: publicProcedure
    .input(shop.extend({ accessCode: code }))
    .mutation(({ ctx, input: { segment = null, ...input } }) =>
      enterSegment(ctx.services, { ...input, segment }),
    ),

  requestSegmentCode: publicProcedure
    .input(shop.extend({ email: text }))
    .mutation(async ({ ctx, input: { segment = null, ...input } }) => {
      await requestSegmentCode(ctx.services, { ...input, segment });
      return { requested: true } as const;
    }),

  confirmSegmentCode: publicProcedure
    .input(shop.extend({ email: text, code }))
    .mutation(({ ctx, input: { segment = null, ...input } }) =>
      confirmSegmentCode(ctx.services, { ...input, segment }),
    ),
};
