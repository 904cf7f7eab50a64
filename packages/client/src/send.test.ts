import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type BoonClientOptions, BoonProblem, createBoonClient } from './index.ts';

const API_KEY = 'boon_test_a-key-nobody-may-read';
const CODE = '4Q7X-9M2B-C8KD';

type Seen = { readonly line: string; readonly idempotencyKey: string | undefined; readonly body: string };
type Answer = (response: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that gives one answer after the other, the last one for good. */
async function serve(...answers: readonly Answer[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const key = request.headers['idempotency-key'];
    seen.push({ line: `${request.method} ${request.url}`, idempotencyKey: key?.toString(), body });
    (answers[seen.length - 1] ?? answers.at(-1))?.(response);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const url = `http://127.0.0.1:${port}`;
  const client = (options: Partial<BoonClientOptions> = {}) =>
    createBoonClient({ baseUrl: url, apiKey: API_KEY, timeoutMs: 2_000, ...options });
  return { seen, client, url };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const order = json(201, { id: 'o1', due: 0 });
const hangs: Answer = () => {};
const drops: Answer = (response) => response.socket?.destroy();
const hangsHalfWay: Answer = (response) =>
  response.writeHead(201, { 'content-length': '100' }).write('{"id":');
const refuses = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json(
    status,
    { type: 'https://boon.example/docs', title: 'No', status, code, detail: 'A sentence.', request_id: 'r1' },
    { 'content-type': 'application/problem+json', ...headers },
  );

async function problemOf(call: Promise<unknown>): Promise<BoonProblem> {
  const error = await call.then(
    () => new Error('the call was answered'),
    (error: unknown) => error,
  );
  if (error instanceof BoonProblem) return error;
  throw error;
}

const redeem = (client: ReturnType<typeof createBoonClient>, idempotencyKey?: string) =>
  client.redeemCertificate('o1', { code: CODE }, idempotencyKey === undefined ? {} : { idempotencyKey });

describe('a call that gets no answer', () => {
  it.each([
    ['the server hangs', hangs],
    ['the server hangs half-way through its answer', hangsHalfWay],
    ['the connection is dropped', drops],
    ['a proxy says 502', json(502, {})],
    ['the server is away for a moment', refuses(503, 'payment_unavailable', { 'retry-after': '0' })],
    ['the server is busy', refuses(429, 'too_young_for_this_client', { 'retry-after': '0' })],
    ['the first call is still under way', refuses(409, 'stale', { 'retry-after': '0' })],
  ])('is sent again, the same call with the same key: %s', async (_, first) => {
    const { seen, client } = await serve(first, order);
    expect(await redeem(client({ timeoutMs: 300 }))).toEqual({ id: 'o1', due: 0 });
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({
      line: 'POST /v1/orders/o1/redemptions',
      body: JSON.stringify({ code: CODE }),
    });
    expect(seen[0]?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes the key of the caller, and another one for every call without', async () => {
    const { seen, client } = await serve(order);
    const boon = client();
    await redeem(boon, 'booking-1042');
    await redeem(boon);
    await redeem(boon);
    const [given, one, other] = seen.map(({ idempotencyKey }) => idempotencyKey);
    expect(given).toBe('booking-1042');
    expect(one).not.toBe(other);
  });

  it('is sent three times at most, and then says which key finds out what happened', async () => {
    const { seen, client } = await serve(hangs);
    const problem = await problemOf(redeem(client({ timeoutMs: 100 }), 'mine'));
    expect(problem).toMatchObject({
      code: 'timed_out',
      status: null,
      outcome: 'unknown',
      idempotencyKey: 'mine',
    });
    expect(seen).toHaveLength(3);
  });

  it('is told from a server that is not there', async () => {
    const { client } = await serve(drops);
    expect(await problemOf(client().readOrder('o1'))).toMatchObject({
      code: 'unreachable',
      outcome: 'unknown',
    });
  });

  it('ends when its caller gives up, without another attempt', async () => {
    const { seen, client } = await serve(hangs);
    const call = client().readOrder('o1', { signal: AbortSignal.timeout(100) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(seen).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('that names a long wait is told at once', async () => {
    const { seen, client } = await serve(refuses(429, 'rate_limited', { 'retry-after': '60' }));
    expect(await problemOf(redeem(client()))).toMatchObject({
      status: 429,
      retryAfterSeconds: 60,
      outcome: 'refused',
    });
    expect(seen).toHaveLength(1);
  });

  it('may name its wait as a date', async () => {
    const at = new Date(Date.now() + 90_000).toUTCString();
    const { client } = await serve(refuses(429, 'rate_limited', { 'retry-after': at }));
    const { retryAfterSeconds } = await problemOf(redeem(client()));
    expect(retryAfterSeconds).toBeGreaterThan(80);
    expect(retryAfterSeconds).toBeLessThanOrEqual(90);
  });

  it('that refuses is a problem with its code, and is not asked for twice', async () => {
    const { seen, client } = await serve(
      json(
        422,
        {
          code: 'exceeds_amount_due',
          detail: 'It is worth more.',
          request_id: 'r7',
          due: 100,
          missing: 50,
        },
        { 'content-type': 'application/problem+json' },
      ),
    );
    const problem = await problemOf(redeem(client()));
    expect(problem).toMatchObject({
      code: 'exceeds_amount_due',
      status: 422,
      outcome: 'refused',
      requestId: 'r7',
    });
    expect(problem.answer?.missing).toBe(50);
    expect(problem.message).toBe('It is worth more.');
    expect(seen).toHaveLength(1);
  });

  it('with a code this client does not know yet is still a problem', async () => {
    const { client } = await serve(refuses(418, 'teapot'));
    const problem = await problemOf(redeem(client()));
    expect(problem.code).toBe('unknown');
    expect(problem.answer?.code).toBe('teapot');
  });

  it.each([
    ['a page', 200, 'text/html', '<!doctype html><p>4Q7X-9M2B-C8KD', 3],
    ['half a JSON', 201, 'application/json', `{"code":"${CODE}`, 3],
    ['nothing', 200, 'application/json', '', 3],
    ['a list', 200, 'application/json', '[]', 3],
    ['null', 200, 'application/json', 'null', 3],
    ['an echo', 200, 'application/json', `{"echo":"${CODE}"}`, 3],
    ['a page of an error', 500, 'text/html', '<h1>Oops 4Q7X-9M2B-C8KD</h1>', 1],
    ['an echo of an error', 500, 'application/json', `{"code":"${CODE}","detail":"${API_KEY}"}`, 1],
    ['a page of who knows where', 404, 'text/html', '<h1>Nothing here</h1>', 1],
  ])(
    'that is not Boon’s is named, never quoted, and may hide that it was done: %s',
    async (_, status, type, text, sent) => {
      const { seen, client } = await serve((response) =>
        response.writeHead(status, { 'content-type': type }).end(text),
      );
      const problem = await problemOf(redeem(client(), 'mine'));
      expect(problem).toMatchObject({
        code: 'unexpected_answer',
        outcome: 'unknown',
        status,
        idempotencyKey: 'mine',
      });
      const printed = inspect(problem, { depth: 5 });
      expect(printed).not.toContain(CODE);
      expect(printed).not.toContain(API_KEY);
      expect(seen).toHaveLength(sent);
    },
  );

  it('that something in between has spoilt is asked for again: the same call with the same key', async () => {
    const spoilt: Answer = (response) => response.writeHead(201, { 'content-type': 'text/html' }).end('<p>');
    const { seen, client } = await serve(spoilt, order);
    expect(await redeem(client())).toEqual({ id: 'o1', due: 0 });
    expect(seen[1]).toEqual(seen[0]);
  });

  it.each([
    ['nothing of a PDF', ''],
    ['a page', '<!doctype html>'],
    ['half a PDF', '%PDF-1.7 and then'],
  ])('that is %s is not handed over to be printed', async (_, text) => {
    const { client } = await serve((response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(text),
    );
    expect(await problemOf(client({ attemptsMax: 1 }).printCertificate('c1'))).toMatchObject({
      code: 'unexpected_answer',
    });
  });

  it('after one that was lost says no longer that nothing happened', async () => {
    for (const last of [
      refuses(429, 'rate_limited', { 'retry-after': '60' }),
      refuses(409, 'order_closed'),
    ]) {
      const { client } = await serve(drops, last);
      expect(await problemOf(redeem(client()))).toMatchObject({ outcome: 'unknown' });
      const { client: other } = await serve(last);
      expect(await problemOf(redeem(other()))).toMatchObject({ outcome: 'refused' });
    }
  });

  it('of a proxy that has lost Boon is none, and no fault of the address', async () => {
    const { client } = await serve(json(503, { message: 'no upstream' }));
    expect(await problemOf(redeem(client({ attemptsMax: 1 })))).toMatchObject({
      code: 'unreachable',
      status: 503,
      outcome: 'unknown',
      message: expect.stringContaining('503'),
    });
  });

  it('that leads elsewhere is not followed: the API key would go along', async () => {
    const elsewhere = await serve(order);
    const moved: Answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
    const { client } = await serve(moved);
    expect((await problemOf(client().createOrder({ reference: 'a', total: 1, currency: 'EUR' }))).code).toBe(
      'unexpected_answer',
    );
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('secrets', () => {
  it('stand in no error, however it is printed', async () => {
    const answers = [
      hangs,
      drops,
      refuses(401, 'unauthorized'),
      refuses(404, 'code_not_found'),
      refuses(503, 'x'),
      json(200, {}),
    ];
    for (const answer of answers) {
      const { client } = await serve(answer);
      const call = redeem(client({ timeoutMs: 50, attemptsMax: 1 }));
      const printed = inspect(await call.catch((error: unknown) => error), { depth: 8, showHidden: true });
      expect(printed).not.toContain(API_KEY);
      expect(printed).not.toContain(CODE);
    }
  });

  it('are refused when they cannot be sent, without being repeated', () => {
    for (const apiKey of ['', `${API_KEY}\n`, `${API_KEY}ü`]) {
      const make = () => createBoonClient({ baseUrl: 'https://boon.example', apiKey });
      expect(make).toThrow(TypeError);
      expect(make).not.toThrow(API_KEY);
    }
    expect(() => createBoonClient({ baseUrl: 'boon.example', apiKey: API_KEY })).toThrow('baseUrl');
    const withPassword = () =>
      createBoonClient({ baseUrl: 'https://u:geheim@boon.example', apiKey: API_KEY });
    expect(withPassword).toThrow('baseUrl');
    expect(withPassword).not.toThrow('geheim');
    for (const wrong of [{ timeoutMs: Number.NaN }, { timeoutMs: -1 }, { attemptsMax: 0 }]) {
      const make = () => createBoonClient({ baseUrl: 'https://boon.example', apiKey: API_KEY, ...wrong });
      expect(make).toThrow(Object.keys(wrong)[0]);
    }
  });
});
