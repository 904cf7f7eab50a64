import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, type HttpTestBed, openHttp, type RawRequest, readAnswer } from './http-test-bed.ts';
import type { Site } from './rest-test-bed.ts';

let bed: HttpTestBed;
let site: Site;
beforeAll(async () => {
  bed = await openHttp();
  site = await bed.newSite();
});
afterAll(() => bed.close());

const ORDER = '{"reference":"raw","total":1,"currency":"EUR"}';
const ID = '01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a';

type Case = readonly [what: string, request: RawRequest, status: number, code: string];

/** A POST of an order; `headers` take the place of the content type. */
function posted(body: string | Uint8Array, headers = ['Content-Type: application/json']): RawRequest {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return { method: 'POST', path: '/v1/orders', headers: [...headers, length], body };
}

async function expectProblem(request: RawRequest, status: number, code: string): Promise<void> {
  const headers = [`Authorization: Bearer ${site.key}`, ...(request.headers ?? [])];
  const answer = await bed.send({ ...request, headers });
  expect({ status: answer.status, code: answer.body.code }, answer.text).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
}

const ADDRESSES: readonly Case[] = [
  ['a slash at the end', { path: '/v1/certificates/' }, 404, 'not_found'],
  ['a slash too many', { path: '/v1//certificates' }, 404, 'not_found'],
  ['two slashes at the start', { path: '//v1/certificates' }, 404, 'not_found'],
  ['an encoded slash', { path: '/v1%2Fcertificates' }, 404, 'not_found'],
  ['an encoded slash before an id', { path: `/v1/orders%2F${ID}` }, 404, 'not_found'],
  ['capitals', { path: '/V1/certificates' }, 404, 'not_found'],
  ['a parameter of a path', { path: '/v1/certificates;all=1' }, 404, 'not_found'],
  ['nothing behind the version', { path: '/v1' }, 404, 'not_found'],
  ['a broken escape in an id', { path: '/v1/orders/%zz' }, 404, 'not_found'],
  ['an escape that is no UTF-8 in an id', { path: '/v1/orders/%ff%fe' }, 404, 'not_found'],
  ['an encoded zero byte in an id', { path: '/v1/orders/%00' }, 404, 'not_found'],
  ['a way out of the folder', { path: '/v1/orders/%2e%2e%2f%2e%2e%2fetc%2fpasswd' }, 404, 'not_found'],
  ['a zero byte', { path: '/v1/orders/\0' }, 400, 'malformed_request'],
  ['a space', { path: '/v1/orders/ a' }, 400, 'malformed_request'],
  ['another scheme', { path: 'ftp://boon.example/v1/certificates' }, 400, 'malformed_request'],
  ['a star', { method: 'OPTIONS', path: '*' }, 400, 'malformed_request'],
  ['the same query twice', { path: '/v1/certificates?limit=1&limit=2' }, 422, 'validation_failed'],
  ['an unknown query', { path: '/v1/certificates?page=2' }, 422, 'validation_failed'],
  ['a number as a word in the query', { path: '/v1/certificates?limit=ten' }, 422, 'validation_failed'],
  ['a zero byte in the query', { path: '/v1/certificates?q=%00' }, 422, 'validation_failed'],
  ['a made-up cursor', { path: '/v1/certificates?cursor=AAAA' }, 422, 'validation_failed'],
];

const METHODS: readonly Case[] = [
  ['OPTIONS', { method: 'OPTIONS' }, 405, 'method_not_allowed'],
  ['TRACE', { method: 'TRACE' }, 405, 'method_not_allowed'],
  ['PROPFIND', { method: 'PROPFIND' }, 405, 'method_not_allowed'],
  ['PUT', { method: 'PUT', path: `/v1/orders/${ID}` }, 405, 'method_not_allowed'],
  ['a method nobody knows', { method: 'FROBNICATE' }, 400, 'malformed_request'],
  ['a method in small letters', { method: 'get' }, 400, 'malformed_request'],
];

const TYPE = 'Content-Type: application/json';
const HEADERS: readonly Case[] = [
  ['no content type', posted(ORDER, []), 415, 'unsupported_media_type'],
  ['text/json', posted(ORDER, ['Content-Type: text/json']), 415, 'unsupported_media_type'],
  [
    'a form',
    posted('reference=a', ['Content-Type: application/x-www-form-urlencoded']),
    415,
    'unsupported_media_type',
  ],
  [
    'JSON of another kind',
    posted(ORDER, ['Content-Type: application/vnd.api+json']),
    415,
    'unsupported_media_type',
  ],
  ['UTF-16', posted(ORDER, [`${TYPE}; charset=utf-16`]), 415, 'unsupported_media_type'],
  ['two content types', posted(ORDER, ['Content-Type: text/plain', TYPE]), 415, 'unsupported_media_type'],
  [
    'a compressed body',
    posted(gzipSync(ORDER), [TYPE, 'Content-Encoding: gzip']),
    415,
    'unsupported_media_type',
  ],
  [
    'two idempotency keys',
    posted(ORDER, [TYPE, 'Idempotency-Key: a', 'Idempotency-Key: b']),
    422,
    'validation_failed',
  ],
  ['an empty idempotency key', posted(ORDER, [TYPE, 'Idempotency-Key:']), 422, 'validation_failed'],
  [
    'an idempotency key beyond ASCII',
    posted(ORDER, [TYPE, 'Idempotency-Key: caf\xe9']),
    422,
    'validation_failed',
  ],
  ['a zero byte in a header', { headers: ['X-Note: a\0b'] }, 400, 'malformed_request'],
  ['a header without a name', { headers: [': a'] }, 400, 'malformed_request'],
  ['a folded header', { headers: ['X-Note: a', '\tb'] }, 400, 'malformed_request'],
  ['headers of 20 kB', { headers: [`X-Note: ${'a'.repeat(20_000)}`] }, 431, 'malformed_request'],
  ['no host', { bare: true, headers: ['Connection: close'] }, 400, 'malformed_request'],
  [
    'a host that is none',
    { bare: true, headers: ['Host: a b', 'Connection: close'] },
    400,
    'malformed_request',
  ],
  ['two lengths', posted(ORDER, [TYPE, 'Content-Length: 3']), 400, 'malformed_request'],
  ['a length and chunks', posted(ORDER, [TYPE, 'Transfer-Encoding: chunked']), 400, 'malformed_request'],
  [
    'a length below nothing',
    { method: 'POST', path: '/v1/orders', headers: [TYPE, 'Content-Length: -1'] },
    400,
    'malformed_request',
  ],
  [
    'chunks that are none',
    {
      method: 'POST',
      path: '/v1/orders',
      headers: [TYPE, 'Transfer-Encoding: chunked'],
      body: 'zz\r\n{}\r\n0\r\n\r\n',
    },
    400,
    'malformed_request',
  ],
];

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const BODIES: readonly Case[] = [
  ['nothing', posted(''), 400, 'malformed_json'],
  ['half of it', posted(ORDER.slice(0, 20)), 400, 'malformed_json'],
  ['something behind it', posted(`${ORDER}x`), 400, 'malformed_json'],
  ['single quotes', posted(ORDER.replaceAll('"', "'")), 400, 'malformed_json'],
  ['NaN', posted(ORDER.replace(':1,', ':NaN,')), 400, 'malformed_json'],
  [
    'bytes that are no UTF-8',
    posted(Buffer.from(ORDER.replace('raw', 'r\xff\xfe'), 'latin1')),
    400,
    'malformed_json',
  ],
  ['UTF-16 that calls itself JSON', posted(Buffer.from(ORDER, 'utf16le')), 400, 'malformed_json'],
  ['40,000 brackets that never close', posted('['.repeat(40_000)), 400, 'malformed_json'],
  ['lists 40,000 deep', posted(deep(40_000)), 422, 'validation_failed'],
  ['lists 40,000 deep in a field', posted(ORDER.replace('"raw"', deep(40_000))), 422, 'validation_failed'],
  ['a name twice', posted(ORDER.replace(':1,', ':1,"total":2,')), 422, 'validation_failed'],
  [
    'a name twice, once escaped',
    posted(ORDER.replace(':1,', ':1,"\\u0074otal":2,')),
    422,
    'validation_failed',
  ],
  [
    'a name twice inside',
    posted(ORDER.replace('}', ',"customer":{"name":"a","name":"b"}}')),
    422,
    'validation_failed',
  ],
  ['1e400', posted(ORDER.replace(':1,', ':1e400,')), 422, 'validation_failed'],
  ['2^53', posted(ORDER.replace(':1,', ':9007199254740992,')), 422, 'validation_failed'],
  ['a number in quotes', posted(ORDER.replace(':1,', ':"1",')), 422, 'validation_failed'],
  ['a tiny fraction', posted(ORDER.replace(':1,', ':1.0000001,')), 422, 'validation_failed'],
  ['true', posted(ORDER.replace(':1,', ':true,')), 422, 'validation_failed'],
];

describe.each([
  ['an address', ADDRESSES],
  ['a method', METHODS],
  ['headers', HEADERS],
  ['a body', BODIES],
] as const)('%s that is wrong is answered with a problem', (_what, cases) => {
  it.each(cases)('%s', async (_name, request, status, code) => expectProblem(request, status, code));
});

describe('what looks odd and is right', () => {
  it.each([
    ['minus zero', posted(ORDER.replace('raw', 'minus').replace(':1,', ':-0,'))],
    ['1e2 for a hundred', posted(ORDER.replace('raw', 'exponent').replace(':1,', ':1e2,'))],
    ['a charset in capitals', posted(ORDER.replace('raw', 'charset'), [`${TYPE};charset="UTF-8"`])],
    [
      'chunks',
      {
        method: 'POST',
        path: '/v1/orders',
        headers: [TYPE, 'Transfer-Encoding: chunked'],
        body: `${ORDER.length.toString(16)}\r\n${ORDER}\r\n0\r\n\r\n`,
      },
    ],
  ] as const)('%s', async (_what, request) => {
    const headers = [`Authorization: Bearer ${site.key}`, ...(request.headers ?? [])];
    const { status, text } = await bed.send({ ...request, headers });
    expect(status, text).toBe(201);
  });

  it('HEAD is answered like GET, without the body', async () => {
    const headers = [`Authorization: Bearer ${site.key}`];
    const { status, text } = await bed.send({ method: 'HEAD', headers });
    expect({ status, text }).toEqual({ status: 200, text: '' });
  });

  it('two keys are none', async () => {
    const headers = [`Authorization: Bearer ${site.key}`, `Authorization: Bearer ${site.key}x`];
    const answer = await bed.send({ headers: headers.toReversed() });
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthorized' });
  });
});

describe('a body that is too large', () => {
  it('is refused by its length alone, before a byte of it came', async () => {
    const headers = [`Authorization: Bearer ${site.key}`, TYPE, 'Content-Length: 1000000'];
    const answer = await bed.send({ method: 'POST', path: '/v1/orders', headers });
    expect(answer.body).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('is not read to its end when it comes in chunks', async () => {
    const socket = await bed.connect();
    const answer = readAnswer(socket);
    const headers = [`Authorization: Bearer ${site.key}`, TYPE, 'Transfer-Encoding: chunked'];
    socket.write(bytesOf({ method: 'POST', path: '/v1/orders', headers }));
    const chunk = Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`);
    const CHUNKS = 800;
    let sent = 0;
    for (; sent < CHUNKS && socket.writable; sent += 1) {
      if (socket.write(chunk)) continue;
      await Promise.race([once(socket, 'drain'), once(socket, 'close'), sleep(2_000)]).catch(() => {});
    }
    expect((await answer).body).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(sent).toBeLessThan(CHUNKS / 2);
  });
});

describe('a client that hangs up in the middle of a body', () => {
  it('is no failure of ours in the log', async () => {
    const socket = await bed.connect();
    const headers = [`Authorization: Bearer ${site.key}`, TYPE, 'Content-Length: 100'];
    socket.write(bytesOf({ method: 'POST', path: '/v1/orders', headers, body: ORDER }));
    await sleep(300);
    socket.destroy();
    await sleep(300);
    expect(bed.logged).toEqual([]);
  });
});

describe("the widget's token", () => {
  it('is refused when it has expired, was changed, is unsigned, or is for something else', async () => {
    const { tokens } = bed.services;
    const { workspaceId } = site;
    const { id: orderId } = await site.newOrder();
    const { id: certificateId } = await site.newCertificate();
    const claims = { workspaceId, orderId, language: 'en' };
    const { token } = await tokens.sign('checkout', claims);
    const hoursAgo = new Date(bed.services.clock.now().getTime() - 3 * 3_600_000);
    const [head = '', payload = '', signature = ''] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const other = Buffer.from(JSON.stringify({ ...claims, aud: 'checkout' })).toString('base64url');
    const ask = async (authorization: string) => {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${bed.url}/api/trpc/widget.order`, { method: 'POST', headers, body: '{}' });
      return answer.status;
    };
    expect(await ask(`Bearer ${token}`)).toBe(200);
    const wrong = {
      expired: (await tokens.sign('checkout', claims, hoursAgo)).token,
      'with another payload': `${head}.${other}.${signature}`,
      'with another signature': `${head}.${payload}.${signature.split('').reverse().join('')}`,
      unsigned,
      "a recipient's": (await tokens.sign('certificate', { workspaceId, certificateId })).token,
      'an API key': site.key,
      'as long as a book': token.repeat(10),
      nothing: '',
    };
    for (const [what, bearer] of Object.entries(wrong))
      expect([what, await ask(`Bearer ${bearer}`)]).toEqual([what, 401]);
    expect(await ask(`Basic ${token}`)).toBe(401);
    // And it opens nothing of the booking site's own API.
    const answer = await bed.call('GET', `/v1/orders/${orderId}`, { key: token });
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthorized' });
  });
});
