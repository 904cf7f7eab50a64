import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { ConfigurationError } from '../env.ts';
import { answerBrokenHttp, answerBrokenRequest } from './broken-requests.ts';

/** @throws ConfigurationError when the port is taken or not allowed */
export async function listen(app: Pick<Hono, 'fetch'>, port: number): Promise<Server> {
  // A request without a host is let through to where it gets an answer that says so.
  const server = createServer(
    { requireHostHeader: false },
    getRequestListener(app.fetch, { errorHandler: answerBrokenRequest }),
  );
  server.on('clientError', answerBrokenHttp);
  server.listen(port);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new ConfigurationError([`PORT ${port} is in use; choose another, such as PORT=${port + 1}`]);
    if (code === 'EACCES')
      throw new ConfigurationError([`PORT ${port} is not allowed for this user; choose one above 1023`]);
    throw error;
  }
}

const DRAIN_MS = 5_000;

/** Lets requests under way finish, for a while; then the connections are cut. */
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
