import { DomainError } from '@boon/core';
import { readWorkspace } from '@boon/db';
import { Hono } from 'hono';
import { renderDocument } from '../certificates/document-of.ts';
import { readCertificate } from '../certificates/staff-commands.ts';
import type { Outbox } from '../gateways/local/types.ts';
import type { ReadStaff } from '../routers/read-staff.ts';
import type { Services } from '../services.ts';
import { mailHeaders, pdfHeaders } from './headers.ts';

const UUID = '[0-9a-f-]{36}';

/** Files the console links to: a certificate's PDF, and the mails of the local outbox. All of them show codes. */
export function createStaffFiles(services: Services, readStaff: ReadStaff, outbox: Outbox | null): Hono {
  const app = new Hono();
  const refused = 'Sign in to the console with a role that may see codes, then open this again.';

  app.get(`/certificates/:id{${UUID}}/pdf`, async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    try {
      const certificate = await readCertificate(services, staff.workspaceId, context.req.param('id'));
      const workspace = await readWorkspace(services.database, staff.workspaceId);
      const pdf = await renderDocument(services, workspace, certificate);
      return context.body(Uint8Array.from(pdf), 200, pdfHeaders(`${certificate.number}.pdf`));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return context.notFound();
      throw error;
    }
  });

  app.get('/outbox/:id/html', async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    const mail = await outbox?.get(context.req.param('id'));
    return mail ? context.body(mail.html, 200, mailHeaders) : context.notFound();
  });

  app.get('/outbox/:id/attachments/:index{[0-9]{1,2}}', async (context) => {
    const staff = await readStaff(context.req.raw);
    if (!staff || staff.role === 'viewer') return context.text(refused, staff ? 403 : 401);
    const attachment = await outbox?.attachment(context.req.param('id'), Number(context.req.param('index')));
    if (attachment?.contentType !== 'application/pdf') return context.notFound();
    return context.body(Uint8Array.from(attachment.content), 200, pdfHeaders('attachment.pdf'));
  });

  return app;
}
