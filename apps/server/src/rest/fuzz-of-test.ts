type Node = { readonly [name: string]: unknown };

/** What a call may be made of, so that many get past the first check. It grows with what the answers hold. */
export type Pool = {
  readonly apiKey: string;
  readonly orders: string[];
  readonly certificates: string[];
  /** Each with the order it is on, as the path of a call names both. */
  readonly redemptions: string[];
  readonly codes: string[];
};

export type FuzzedCall = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** Numbers of [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b',
  "'; drop table orders; --",
  '%00',
  '../../etc/passwd',
  '١٢٣٤',
  'ＡＢＣＤ-ＡＢＣＤ-ＡＢＣＤ',
  'x'.repeat(5_000),
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '42',
  [],
  [[]],
  {},
  { toString: 1, constructor: null },
  '0000-00-00',
  '9999-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
];
const OTHER_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const CONTENT_TYPES = [
  'text/json',
  'text/plain',
  'application/json; charset=utf-16',
  'application/json;;',
  'application/vnd.api+json',
  'multipart/form-data; boundary=x',
  '*/*',
];
const ODD_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['accept', 'text/html'],
  ['accept-encoding', 'identity;q=0'],
  ['accept-language', '\u00e9'.repeat(50)],
  ['content-encoding', 'gzip'],
  ['cookie', 'a=b; '.repeat(100)],
  ['if-none-match', '*'],
  ['origin', 'null'],
  ['prefer', 'return=minimal'],
  ['range', 'bytes=0-1'],
  ['x-forwarded-for', '127.0.0.1, ::1, junk'],
  ['x-forwarded-host', 'evil.example'],
  ['x-http-method-override', 'DELETE'],
  ['x-request-id', "'; --"],
];
const IDEMPOTENCY_KEYS = 300;
const ODD_IDEMPOTENCY_KEYS = ['', 'two words', 'x'.repeat(255), 'x'.repeat(256), '\u00e9', '{}'];

/** A call of a random operation of the document: mostly well formed, wrong in a place or two. */
export function fuzzedCall(document: Node, random: () => number, pool: Pool): FuzzedCall {
  const pick = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] as T;
  const happens = (probability: number) => random() < probability;
  const [template, item] = pick(Object.entries(document.paths as Record<string, Node>));
  const documented = pick(Object.keys(item));
  const operation = item[documented] as Node;
  const method = happens(0.03) ? pick(OTHER_METHODS) : documented.toUpperCase();
  const schema = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(schema);
  return { method, path: pathOf(), headers: headersOf(), body };

  function pathOf(): string {
    const named = template.replace('{id}/redemptions/{redemption}', (both) =>
      happens(0.8) ? pick(pool.redemptions) : both,
    );
    const path = named.replaceAll(/\{[^}]+\}/g, (parameter) =>
      happens(0.95) ? pick(idsFor(parameter)) : encodeURIComponent(text(pick(NASTY))),
    );
    const query = new URLSearchParams();
    const parameters = ((operation.parameters ?? []) as Node[]).filter((one) => one.in === 'query');
    for (const { name, schema: described } of parameters) {
      if (happens(0.4)) query.append(String(name), text(made(described as Node, String(name))));
      if (happens(0.02)) query.append(String(name), text(pick(NASTY)));
    }
    if (happens(0.02)) query.append(text(pick(NASTY)), text(pick(NASTY)));
    const asked = query.size === 0 ? path : `${path}?${query}`;
    return happens(0.03) ? misspelt(asked) : asked;
  }

  /** Mostly ids of what the path is about. */
  function idsFor(parameter: string): readonly string[] {
    const { orders, certificates } = pool;
    const redemptions = pool.redemptions.map((named) => named.split('/').at(-1) ?? '');
    if (happens(0.1)) return pick([orders, certificates, redemptions]);
    if (parameter === '{redemption}') return redemptions;
    return template.startsWith('/v1/orders') ? orders : certificates;
  }

  function misspelt(path: string): string {
    return pick([
      `${path}/`,
      `/${path}`,
      path.replace('/v1/', '/v1//'),
      `${path}%2f`,
      path.toUpperCase(),
      `${path}%zz`,
    ]);
  }

  function headersOf(): Record<string, string> {
    const headers: Record<string, string> = {};
    if (!happens(0.02))
      headers.authorization = `Bearer ${happens(0.98) ? pool.apiKey : text(pick(NASTY)).slice(0, 300)}`;
    if (body !== null && !happens(0.02)) {
      headers['content-type'] = happens(0.96) ? 'application/json' : pick(CONTENT_TYPES);
    }
    if (happens(0.3)) {
      headers['idempotency-key'] = happens(0.95)
        ? `k${Math.floor(random() * IDEMPOTENCY_KEYS)}`
        : pick(ODD_IDEMPOTENCY_KEYS);
    }
    if (happens(0.1)) {
      const [name, value] = pick(ODD_HEADERS);
      headers[name] = value;
    }
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, inOneLine(value)]));
  }

  function bodyOf(described: unknown): string | null {
    if (described === undefined) return happens(0.1) ? text(pick(NASTY)) : null;
    const whole = JSON.stringify(made(described as Node, ''));
    return happens(0.05) ? broken(whole) : whole;
  }

  function broken(json: string): string {
    return pick([
      json.slice(0, Math.floor(random() * json.length)),
      `${json}${json}`,
      `\ufeff${json}`,
      json.replace('{', '{"total":1,"total":2,'),
      json.replaceAll('"', "'"),
      json.replace(/\d+/, '1e400'),
      '['.repeat(20_000),
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      `"${'x'.repeat(120_000)}"`,
      json.replace('"', '"\ufffd'),
      '',
    ]);
  }

  function made(described: Node, field: string): unknown {
    if (happens(0.02)) return pick(NASTY);
    if (typeof described.$ref === 'string') {
      return made(at(document, ...described.$ref.slice(2).split('/')) as Node, field);
    }
    const types = [described.type].flat();
    if (types.includes('null') && happens(0.6)) return null;
    if (described.properties !== undefined) return madeObject(described);
    if (Array.isArray(described.enum)) return pick(described.enum);
    if (field === 'code') return happens(0.8) ? typed(pick(pool.codes)) : '0000-0000-0000';
    if (field === 'email') return 'ines@fuzz.example';
    if (field === 'segment') return pick(['everyone', 'nobody']);
    if (described.format === 'uuid') return pick(pick([pool.orders, pool.certificates]));
    if (described.format === 'date') return `20${40 + Math.floor(random() * 50)}-06-15`;
    if (types.includes('boolean')) return happens(0.5);
    if (field === 'amount' || field === 'total') return Math.floor(random() * 60_000);
    if (types.includes('integer')) return 1 + Math.floor(random() * 100);
    return described.example ?? `v${Math.floor(random() * 1e6)}`;
  }

  function madeObject(described: Node): unknown {
    const required = (described.required ?? []) as string[];
    const entries = Object.entries(described.properties as Record<string, Node>)
      .filter(([name]) => required.includes(name) || happens(0.4))
      .filter(() => !happens(0.01))
      .map(([name, inner]) => [name, name === 'reference' ? `R${random()}` : made(inner, name)] as const);
    return Object.fromEntries(happens(0.02) ? [...entries, [text(pick(NASTY)), 1]] : entries);
  }

  function typed(code: string): string {
    return pick([code, code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code}\u200b`]);
  }
}

/** What an HTTP client is able to send: Latin letters, no line ends, no zero bytes. */
function inOneLine(value: string): string {
  return value.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?');
}

function text(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

function at(node: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => Object(inner)[name], node);
}
