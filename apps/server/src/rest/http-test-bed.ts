import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { listen, stopListening } from '../installation/listen.ts';
import { createLog } from '../log.ts';
import { createTrpc } from '../routers/mount.ts';
import { besideOthers, createRest } from './index.ts';
import { type Json, openRest, type RestTestBed } from './rest-test-bed.ts';

export type RawRequest = {
  readonly method?: string;
  /** Goes into the first line as it is. */
  readonly path?: string;
  /** Whole lines, in order. `Host` and `Connection: close` come before them unless `bare` is set. */
  readonly headers?: readonly string[];
  readonly bare?: true;
  readonly body?: string | Uint8Array;
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
};

export type HttpTestBed = RestTestBed & {
  readonly url: string;
  /** Sends bytes as they are, which no HTTP client would, and reads until the server closes. */
  send(request: RawRequest): Promise<RawAnswer>;
  /** Opens a connection of its own. */
  connect(): Promise<Socket>;
};

/** The API and tRPC behind the real listener, on a real port. */
export async function openHttp(): Promise<HttpTestBed> {
  const bed = await openRest();
  const logged: string[] = [];
  const services = { ...bed.services, log: createLog((line) => logged.push(line)) };
  const app = new Hono();
  app.route(
    '/api/trpc',
    createTrpc(
      services,
      async () => null,
      () => '127.0.0.1',
      null,
    ),
  );
  const server = await listen(besideOthers(createRest(services), app), 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port } = address;
  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  return {
    ...bed,
    logged,
    url: `http://127.0.0.1:${port}`,
    connect: open,
    async send(request) {
      const socket = await open();
      const answer = readAnswer(socket);
      socket.write(bytesOf(request));
      return answer;
    },
    async close() {
      await stopListening(server);
      await bed.close();
    },
  };
}

export function bytesOf({ method = 'GET', path = '/v1/certificates', headers = [], bare, body }: RawRequest) {
  const usual = bare ? [] : ['Host: boon.example', 'Connection: close'];
  const head = [`${method} ${path} HTTP/1.1`, ...usual, ...headers, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body ?? '')]);
}

/** @throws Error when the connection ends without an answer */
export async function readAnswer(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server that has answered may cut what is still being sent.
  socket.on('error', () => {});
  await new Promise((closed) => socket.once('close', closed));
  const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (!Number.isInteger(status)) throw new Error(`no answer: ${head}`);
  const headers = new Headers(lines.map((line): [string, string] => splitOnce(line)));
  const text = rest.join('\r\n\r\n');
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '') && text.startsWith('{');
  return { status, headers, text, body: isJson ? JSON.parse(text) : {} };
}

function splitOnce(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, at), line.slice(at + 1).trim()];
}
