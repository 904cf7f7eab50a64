import { once } from 'node:events';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { ConfigurationError } from '../env.ts';

/** @throws ConfigurationError when the port is taken or not allowed */
export async function listen(app: Hono, port: number): Promise<ServerType> {
  const server = createAdaptorServer({ fetch: app.fetch });
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
export async function stopListening(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
