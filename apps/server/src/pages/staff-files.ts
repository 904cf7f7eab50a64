import { DomainError } from '@boon/core';
import { Hono } from 'hono';
import { printCertificate } from '../certificates/print-certificate.ts';
import type { Outbox } from '../gateways/local/types.ts';
import { isPasswordDue, type ReadStaff } from '../routers/read-staff.ts';
import type { Services } from '../services.ts';
import { mailHeaders, pdfHeaders } from './headers.ts';

const UUID = '[0-9a-f-]{36}';
/** What the console looks for at the end of its address (`session-doubt.ts`). */
const SIGN_IN_AGAIN = '#sign-in-again';

/** A mail as a mail program shows it: with the pictures that travel in it. */
async function htmlWithPictures(outbox: Outbox, id: string): Promise<string | null> {
  const mail = await outbox.get(id);
  if (!mail) return null;
  let { html } = mail;
  for (const [index, { contentId, contentType }] of mail.attachments.entries()) {
    const picture = contentId !== null && contentType === 'image/png' && (await outbox.attachment(id, index));
    if (picture)
      html = html.replaceAll(
        `cid:${contentId}`,
        `data:image/png;base64,${picture.content.toString('base64')}`,
      );
  }
  return html;
}

/** Files the console links to: a certificate's PDF, and the mails of the local outbox. All of them show codes. */
export function createStaffFiles(services: Services, readStaff: ReadStaff, outbox: Outbox | null): Hono {
  const app = new Hono();
  const refused = 'Sign in to the console with a role that may see codes, then open this again.';

  app.get(`/certificates/:id{${UUID}}/pdf`, async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    const id = context.req.param('id');
    // The console asks for the password there; from here it could not.
    if (isPasswordDue(staff, services.clock.now())) {
      return context.redirect(`/admin/certificates/${id}${SIGN_IN_AGAIN}`, 303);
    }
    const reader = { kind: 'staff', id: staff.userId, name: staff.name } as const;
    try {
      const { number, pdf } = await printCertificate(services, staff.workspaceId, id, reader);
      return context.body(Uint8Array.from(pdf), 200, pdfHeaders(`${number}.pdf`));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.kind === 'not_found' ? context.notFound() : context.text(error.message, 409);
    }
  });

  app.get('/outbox/:id/html', async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    const html = outbox && (await htmlWithPictures(outbox, context.req.param('id')));
    return html ? context.body(html, 200, mailHeaders) : context.notFound();
  });

  app.get('/outbox/:id/attachments/:index{[0-9]{1,2}}', async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    const attachment = await outbox?.attachment(context.req.param('id'), Number(context.req.param('index')));
    if (attachment?.contentType !== 'application/pdf') return context.notFound();
    // Ours are named by the certificate's number; whatever else a name may hold stays out of a header.
    const name = /^[\w.-]{1,80}\.pdf$/.test(attachment.name) ? attachment.name : 'attachment.pdf';
    return context.body(Uint8Array.from(attachment.content), 200, pdfHeaders(name));
  });

  return app;
}
