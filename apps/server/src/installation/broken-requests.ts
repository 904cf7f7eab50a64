import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { uuidv7 } from '../ids.ts';

const DETAIL = 'This is not a request that HTTP knows: check its method, its address and its headers.';
const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what came as HTTP and has no address of ours in it, such as a request without a host. */
export function answerBrokenRequest(error: unknown): Response {
  if (!(error instanceof RequestError)) throw error;
  return new Response(problemOf(400), {
    status: 400,
    headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
  });
}

/** Answers bytes that are no HTTP, on a connection that carries nothing else from there on. */
export function answerBrokenHttp(error: Error & { readonly code?: string }, socket: Duplex): void {
  // An answer that is already on its way must not get a second one in its middle.
  const current: unknown = Reflect.get(socket, '_httpMessage');
  const isAnswering = current instanceof ServerResponse && current.headersSent;
  if (!socket.writable || isAnswering || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_ERROR[error.code ?? ''] ?? 400;
  const problem = problemOf(status);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(problem)}`,
      'Connection: close',
      '',
      problem,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}

function problemOf(status: number): string {
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code: 'malformed_request',
    detail: DETAIL,
    request_id: uuidv7(new Date()),
  });
}
