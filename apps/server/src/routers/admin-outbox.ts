import { z } from 'zod';
import { notFound } from '../decisions/decide-and-record.ts';
import { deskProcedure, router, staffProcedure } from './trpc.ts';

const MAILS_MAX = 200;

/** The mails that went to the local stand-in, outside production. They hold codes, so viewers do not read them. */
export const outboxRouter = router({
  list: staffProcedure.query(({ ctx }) => ({
    enabled: ctx.outbox !== null,
    mails: ctx.outbox?.list({ limit: MAILS_MAX }) ?? [],
  })),

  get: deskProcedure.input(z.object({ id: z.string().max(100) })).query(async ({ ctx, input }) => {
    const mail = await ctx.outbox?.get(input.id);
    if (!mail) throw notFound('mail');
    const page = `/admin/outbox/${encodeURIComponent(mail.id)}`;
    return {
      ...mail,
      htmlUrl: `${page}/html`,
      attachments: mail.attachments.map((attachment, index) => ({
        ...attachment,
        url: `${page}/attachments/${index}`,
      })),
    };
  }),
});
