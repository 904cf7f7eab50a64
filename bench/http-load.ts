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
const READ_BYTES = 65_536;

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
 * are written and read by hand: an HTTP client of Node's own would take a third of the machine that is being measured.
 */
export async function fire(port: number, shots: readonly Shot[], connections: number): Promise<Load> {
  const latencies: number[] = [];
  const surprises: string[] = [];
  let next = 0;
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      let shot: Shot | undefined;
      let startedAt = 0;
      const socket = connectTo(port, (answer) => {
        latencies.push(performance.now() - startedAt);
        if (Number(answer.slice(9, 12)) !== shot?.expected && surprises.length < SURPRISES_MAX)
          surprises.push(answer);
        fireNext();
      });
      const fireNext = () => {
        shot = shots[next++];
        if (!shot) return socket.destroy();
        startedAt = performance.now();
        return socket.write(shot.bytes);
      };
      socket.on('connect', fireNext);
      socket.on('error', reject);
      socket.on('close', () => (shot ? reject(new Error('the connection was closed')) : resolve()));
    });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { perSecond: latencies.length / seconds, latencies, surprises };
}

/** Gives each answer when it is there, head and body; each has a Content-Length or ends its chunks. */
function connectTo(port: number, onAnswer: (answer: string) => void): net.Socket {
  let text = '';
  return net.connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(READ_BYTES),
      callback(length, bytes) {
        text += (bytes as Buffer).toString('latin1', 0, length);
        if (isWhole(text)) {
          const answer = text;
          text = '';
          onAnswer(answer);
        }
        return true;
      },
    },
  });
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
