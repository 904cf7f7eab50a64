import { once } from 'node:events';
import net from 'node:net';

/** One request, ready to be written to the socket, and the status that means it did what it should. */
export type Shot = { readonly bytes: Buffer; readonly expected: number };

export type Load = {
  readonly perSecond: number;
  /** Milliseconds, of every answer. */
  readonly latencies: readonly number[];
  /** Answers with another status than expected, the first few of them. */
  readonly surprises: readonly string[];
};

const SURPRISES_MAX = 3;

export function shotOf(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  expected: number,
): Shot {
  const text = JSON.stringify(body);
  const lines = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return { bytes: Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`), expected };
}

/**
 * Fires all shots over `connections` connections that stay open, each waiting for its answer before the next. Sockets
 * are written by hand: an HTTP client of Node's own would take a third of the machine that is being measured.
 */
export async function fire(port: number, shots: readonly Shot[], connections: number): Promise<Load> {
  const latencies: number[] = [];
  const surprises: string[] = [];
  let next = 0;
  const lane = async () => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const answers = answersOf(socket);
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const startedAt = performance.now();
      socket.write(shot.bytes);
      const { value: answer } = await answers.next();
      latencies.push(performance.now() - startedAt);
      if (Number(answer?.slice(9, 12)) !== shot.expected && surprises.length < SURPRISES_MAX)
        surprises.push(answer ?? 'the connection was closed');
    }
    socket.destroy();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { perSecond: latencies.length / seconds, latencies, surprises };
}

/** The answers as they come, head and body; each has a Content-Length or ends its chunks. */
async function* answersOf(socket: net.Socket): AsyncGenerator<string, undefined> {
  let text = '';
  for await (const bytes of socket) {
    text += (bytes as Buffer).toString('latin1');
    if (!isWhole(text)) continue;
    const answer = text;
    text = '';
    yield answer;
  }
  return undefined;
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))?.[1];
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length);
}

/** The value that `share` of them do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
