import { statusAt } from '@boon/core';
import { readState, readWorkspace } from '@boon/db';
import { Hono } from 'hono';
import { renderDocument } from '../certificates/document-of.ts';
import type { Services } from '../services.ts';
import { pdfHeaders } from './headers.ts';

/** A certificate's PDF behind a signed link that lives as long as the page it was shown on. */
export function createDocumentPages(services: Services): Hono {
  const app = new Hono();
  app.get('/:token', async (context) => {
    const claims = services.tokens.verify('document', context.req.param('token'));
    if (!claims)
      return context.text('This link is no longer valid. Open the page it came from once more.', 401);
    const { workspaceId, certificateId } = claims;
    const { certificate, now } = await readState(services.database, workspaceId, { certificateId });
    if (!certificate || statusAt(certificate, services.clock.from(now)) !== 'active') {
      return context.text('This certificate cannot be used any more, so there is no document of it.', 410);
    }
    const workspace = await readWorkspace(services.database, workspaceId);
    const pdf = await renderDocument(services, workspace, certificate);
    return context.body(Uint8Array.from(pdf), 200, pdfHeaders(`${certificate.number}.pdf`));
  });
  return app;
}
