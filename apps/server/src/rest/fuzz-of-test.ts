type Node = { readonly [name: string]: unknown };

export type FuzzedCall = { readonly method: string; readonly path: string; readonly body?: unknown };

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

/** A call of a random operation of the document: mostly well formed, wrong in a place or two. */
export function fuzzedCall(document: Node, random: () => number, ids: readonly string[]): FuzzedCall {
  const pick = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] as T;
  const paths = Object.entries(document.paths as Record<string, Node>);
  const [template, item] = pick(paths);
  const method = pick(Object.keys(item));
  const operation = item[method] as Node;

  const path = template.replaceAll(/\{[^}]+\}/g, () =>
    random() < 0.8 ? pick(ids) : encodeURIComponent(text(pick(NASTY))),
  );
  const parameters = ((operation.parameters ?? []) as Node[]).filter((parameter) => parameter.in === 'query');
  const query = new URLSearchParams();
  for (const { name, schema } of parameters) {
    if (random() < 0.4) query.set(String(name), text(made(schema as Node)));
  }
  const call = { method: method.toUpperCase(), path: query.size === 0 ? path : `${path}?${query}` };
  const schema = at(operation, 'requestBody', 'content', 'application/json', 'schema');
  if (schema !== undefined) return { ...call, body: made(schema as Node) };
  return method !== 'get' && random() < 0.1 ? { ...call, body: pick(NASTY) } : call;

  function made(schema: Node): unknown {
    if (random() < 0.08) return pick(NASTY);
    if (typeof schema.$ref === 'string') {
      return made(at(document, ...schema.$ref.slice(2).split('/')) as Node);
    }
    if (schema.properties !== undefined) {
      const required = (schema.required ?? []) as string[];
      const entries = Object.entries(schema.properties as Record<string, Node>)
        .filter(([name]) => required.includes(name) || random() < 0.5)
        .filter(() => random() > 0.02)
        .map(([name, inner]) => [name, made(inner)] as const);
      return Object.fromEntries(random() < 0.05 ? [...entries, [text(pick(NASTY)), 1]] : entries);
    }
    if (Array.isArray(schema.enum)) return pick(schema.enum);
    if (schema.format === 'uuid') return pick(ids);
    if (schema.type === 'integer') return Math.floor(random() * 60_000);
    return schema.example ?? `v${Math.floor(random() * 1e6)}`;
  }
}

function text(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

function at(node: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => Object(inner)[name], node);
}
