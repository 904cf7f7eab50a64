import { z } from 'zod';
import { notFound } from '../decisions/decide-and-record.ts';
import type { OutboxMail } from '../gateways/local/types.ts';
import { deskProcedure, router, staffProcedure } from './trpc.ts';

const MAILS_MAX = 200;

/** The mails that went to the local stand-in, outside production. They hold codes, so viewers do not read them. */
export const outboxRouter = router({
  list: staffProcedure.query(({ ctx }) => ({
    enabled: ctx.outbox !== null,
    mails: (ctx.outbox?.list({ limit: MAILS_MAX }) ?? []).map((mail) => ({
      ...mail,
      attachments: filesOf(mail),
    })),
  })),

  get: deskProcedure.input(z.object({ id: z.string().max(100) })).query(async ({ ctx, input }) => {
    const mail = await ctx.outbox?.get(input.id);
    if (!mail) throw notFound('mail');
    return { ...mail, attachments: filesOf(mail), htmlUrl: `${pageOf(mail)}/html` };
  }),
});

function pageOf({ id }: OutboxMail): string {
  return `/admin/outbox/${encodeURIComponent(id)}`;
}

/** A picture that the mail itself shows is no file beside it. */
function filesOf(mail: OutboxMail) {
  return mail.attachments
    .map((attachment, index) => ({ ...attachment, url: `${pageOf(mail)}/attachments/${index}` }))
    .filter(({ contentId }) => contentId === null);
}
