import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Models } from 'postmark';
import { isSameSecret } from '../local-keys.ts';
import type { LocalLog } from '../types.ts';
import type { MailBook, MailRecord } from './outbox.ts';
import { PostmarkProblem, readMessage, toOutboundMessage, toSendingResponse } from './postmark-message.ts';

/** Postmark takes 10 MB a message, and 50 MB a batch; the local one has no batch. */
const BODY_BYTES_MAX = 11 * 1024 * 1024;
const PAGE_MAX = 500;

export type PostmarkRoutesOptions = { book: MailBook; serverToken: string; clock: () => Date; log: LocalLog };

/** The part of https://postmarkapp.com/developer that this product calls, for the real SDK to talk to. */
export function postmarkRoutes({ book, serverToken, clock, log }: PostmarkRoutesOptions): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    if (!isSameSecret(c.req.header('x-postmark-server-token') ?? '', serverToken)) {
      throw new PostmarkProblem(401, 10, 'Request does not contain a valid Server token.');
    }
    await next();
  });

  app.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: () => {
        throw new PostmarkProblem(413, 0, 'Request is too large.');
      },
    }),
  );

  app.post('/email', async (c) => {
    const body: unknown = await c.req.json().catch(() => {
      throw new PostmarkProblem(422, 402, 'Received invalid JSON input.');
    });
    return c.json(toSendingResponse(await book.add(readMessage(body, clock()))));
  });

  app.get('/messages/outbound', (c) => {
    const query = new Map(Object.entries(c.req.query()).map(([key, value]) => [key.toLowerCase(), value]));
    const count = readCount(query, 'count', PAGE_MAX);
    const offset = readCount(query, 'offset', 10_000);
    const found = book.records().filter((mail) => matches(mail, query));
    return c.json({
      TotalCount: String(found.length),
      Messages: found.slice(offset, offset + count).map(toOutboundMessage),
    } satisfies Models.OutboundMessages);
  });

  app.all('*', () => {
    throw new PostmarkProblem(404, 0, 'Not found.');
  });

  app.onError((error, c) => {
    if (error instanceof PostmarkProblem) return c.json(error.toAnswer(), error.httpStatus);
    log('local Postmark failed', { path: c.req.routePath, error: error.name });
    return c.json(new PostmarkProblem(500, 0, 'Internal server error.').toAnswer(), 500);
  });

  return app;
}

function readCount(query: ReadonlyMap<string, string>, name: string, max: number): number {
  const count = Number(query.get(name) ?? Number.NaN);
  if (!Number.isInteger(count) || count < 0 || count > max) {
    throw new PostmarkProblem(422, 600, `The '${name}' parameter must be from 0 to ${max}.`);
  }
  return count;
}

function matches(mail: MailRecord, query: ReadonlyMap<string, string>): boolean {
  return [...query].every(([key, wanted]) => {
    if (key === 'count' || key === 'offset') return true;
    if (key === 'tag') return mail.tag === wanted;
    if (key === 'subject') return mail.subject === wanted;
    if (key === 'recipient') return toOutboundMessage(mail).Recipients.includes(wanted);
    if (key === 'messagestream') return mail.messageStream === wanted;
    if (key.startsWith('metadata_')) return mail.metadata[key.slice('metadata_'.length)] === wanted;
    throw new PostmarkProblem(422, 602, `The local server does not know the filter '${key}'.`);
  });
}
