import { z } from 'zod';
import {
  correctCertificate,
  extendCertificate,
  markPaid,
  reactivateCertificate,
  reissueCertificate,
} from '../certificates/change-certificate.ts';
import { resendCertificate, voidCertificateById } from '../certificates/staff-commands.ts';
import { gift, id, manualPayment, text } from './inputs.ts';
import { confirmedDeskProcedure, confirmedProcedure, deskProcedure, managerProcedure } from './trpc.ts';

/** Every change names the version its maker looked at: who comes second is told who was first. */
const target = z.object({ id, version: z.number().int().positive() });
const lastDay = z.string().max(10);

type Input = z.infer<typeof target>;

function targetOf({ staff }: { staff: { workspaceId: string } }, { id: certificateId, version }: Input) {
  return { workspaceId: staff.workspaceId, certificateId, version };
}

/** What staff do to one certificate; day-to-day ones for the desk, those that cost money for managers. */
export const changes = {
  resend: deskProcedure.input(target).mutation(async ({ ctx, input }) => {
    await resendCertificate(ctx.services, targetOf(ctx, input), ctx.actor);
    return { id: input.id };
  }),

  markPaid: deskProcedure
    .input(target.extend({ payment: manualPayment }))
    .mutation(async ({ ctx, input }) => {
      await markPaid(ctx.services, targetOf(ctx, input), input.payment, ctx.actor);
      return { id: input.id };
    }),

  correct: confirmedDeskProcedure
    .input(target.extend({ purchaser: gift.shape.purchaser, recipient: gift.shape.recipient }))
    .mutation(async ({ ctx, input }) => {
      const { purchaser, recipient } = input;
      await correctCertificate(ctx.services, targetOf(ctx, input), { purchaser, recipient }, ctx.actor);
      return { id: input.id };
    }),

  void: confirmedProcedure
    .input(target.extend({ reason: text, money: z.enum(['keep', 'refund']).default('keep') }))
    .mutation(async ({ ctx, input }) => {
      const { reason, money } = input;
      await voidCertificateById(ctx.services, { ...targetOf(ctx, input), reason, money }, ctx.actor);
      return { id: input.id };
    }),

  reactivate: managerProcedure
    .input(target.extend({ validThrough: lastDay.nullable() }))
    .mutation(async ({ ctx, input }) => {
      await reactivateCertificate(ctx.services, targetOf(ctx, input), input.validThrough, ctx.actor);
      return { id: input.id };
    }),

  extend: managerProcedure
    .input(target.extend({ validThrough: lastDay }))
    .mutation(async ({ ctx, input }) => {
      await extendCertificate(ctx.services, targetOf(ctx, input), input.validThrough, ctx.actor);
      return { id: input.id };
    }),

  reissue: managerProcedure
    .input(target.extend({ reason: text, announce: z.enum(['send', 'silent']) }))
    .mutation(async ({ ctx, input }) => {
      const { reason, announce } = input;
      await reissueCertificate(ctx.services, targetOf(ctx, input), reason, announce, ctx.actor);
      return { id: input.id };
    }),
};
