import { readDocument } from './document-of-test.ts';
import { type FuzzedCall, fuzzedCall, type Pool, seededRandom } from './fuzz-of-test.ts';

export type FuzzOrder = {
  readonly url: string;
  readonly apiKey: string;
  readonly seed: number;
  readonly calls: number;
  readonly lanes: number;
  readonly msMax: number;
};

export type FuzzReport = {
  readonly made: number;
  readonly statuses: ReadonlyMap<number, number>;
  /** How often each code was given; `done` for a success. */
  readonly codes: ReadonlyMap<string, number>;
  /** Operations of the document that succeeded at least once, and those that never did. */
  readonly succeeded: readonly string[];
  readonly neverSucceeded: readonly string[];
  /** Each answer that is not as documented, and each 5xx, with its call. */
  readonly violations: readonly string[];
};

const ANSWER_MS_MAX = 30_000;
/** More of a kind would make it rare that a call meets what an earlier one made. */
const KEPT_MAX = 30;
const GIFT = {
  amount: 15_000,
  currency: 'EUR',
  payment: { method: 'cash' },
  purchaser: { name: 'Ines Duarte', email: 'ines@fuzz.example' },
  recipient: { name: 'Jonas Weber' },
  send: false,
};

/** Calls a running server many times as its own document says, and worse, and holds every answer against the document. */
export async function fuzzApi({ url, apiKey, seed, calls, lanes, msMax }: FuzzOrder): Promise<FuzzReport> {
  const json = await (await fetch(`${url}/v1/openapi.json`)).json();
  const document = readDocument(json);
  const random = seededRandom(seed);
  const pool = await fillPool(url, apiKey);
  const deadline = performance.now() + msMax;
  const statuses = new Map<number, number>();
  const codes = new Map<string, number>();
  const succeeded = new Set<string>();
  const violations: string[] = [];
  let made = 0;

  const lane = async () => {
    while (made < calls && performance.now() < deadline) {
      made += 1;
      const call = fuzzedCall(Object(json), random, pool);
      const where = `${call.method} ${call.path.slice(0, 120)} (call ${made})`;
      const answer = await send(url, call).catch((error: unknown) => {
        violations.push(`${where} had no answer: ${String(error)}`);
        return null;
      });
      if (answer === null) continue;
      const text = await answer.text();
      const problem = problemOf(call, answer, text);
      if (problem !== null) violations.push(`${where}: ${problem}`);
      count(statuses, answer.status);
      count(codes, answer.ok ? 'done' : codeIn(text));
      if (!answer.ok) continue;
      const operation = document.calls.find((one) => one.method === call.method && isAt(one.path, call.path));
      if (operation) succeeded.add(operation.id);
      keep(pool, random, text);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const neverSucceeded = document.calls.map(({ id }) => id).filter((id) => !succeeded.has(id));
  return { made, statuses, codes, succeeded: [...succeeded], neverSucceeded, violations };

  function problemOf({ method, path }: FuzzedCall, answer: Response, text: string): string | null {
    if (answer.status >= 500) return `${answer.status} ${text}`;
    if (method === 'HEAD') return null;
    const type = answer.headers.get('content-type');
    if (answer.status >= 400 && type !== 'application/problem+json') return `${answer.status} as ${type}`;
    if (answer.status >= 400 && answer.headers.get('x-request-id') !== JSON.parse(text).request_id) {
      return `${answer.status} without its id in a header`;
    }
    try {
      document.check(method, path, answer, text);
      return null;
    } catch (error) {
      return String(error);
    }
  }
}

function send(url: string, { method, path, headers, body }: FuzzedCall): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers,
    // As bytes, so that the client adds no content type of its own.
    ...(body === null ? {} : { body: new TextEncoder().encode(body) }),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
}

async function fillPool(url: string, apiKey: string): Promise<Pool> {
  const make = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}`);
    const made: { id: string; code?: string } = await answer.json();
    return made;
  };
  const pool: Pool = {
    apiKey,
    orders: [],
    certificates: [],
    redemptions: [redemptionPath(crypto.randomUUID(), crypto.randomUUID())],
    codes: [],
  };
  for (let number = 0; number < 6; number += 1) {
    const { id, code = '' } = await make('/v1/certificates', GIFT);
    const order = { reference: `FUZZ-${crypto.randomUUID()}`, total: 60_000, currency: 'EUR' };
    pool.certificates.push(id);
    pool.orders.push((await make('/v1/orders', order)).id);
    pool.codes.push(code);
  }
  return pool;
}

/** Ids and codes of an answer take the place of others, so that calls go on meeting what calls have made. */
function keep(pool: Pool, random: () => number, text: string): void {
  if (!text.startsWith('{')) return;
  const { id, code, redemptions } = JSON.parse(text);
  const put = (among: string[], value: unknown) => {
    if (typeof value !== 'string' || among.includes(value)) return;
    if (among.length < KEPT_MAX) among.push(value);
    else among[Math.floor(random() * KEPT_MAX)] = value;
  };
  put(redemptions === undefined ? pool.certificates : pool.orders, id);
  const redemption = redemptions?.at(-1);
  put(pool.redemptions, redemption && redemptionPath(id, redemption.id));
  put(pool.codes, code);
}

function redemptionPath(orderId: string, id: string): string {
  return `${orderId}/redemptions/${id}`;
}

function codeIn(text: string): string {
  return text.startsWith('{') ? String(JSON.parse(text).code) : 'none';
}

function isAt(template: string, path: string): boolean {
  const pathname = path.split('?')[0] ?? '';
  return new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
