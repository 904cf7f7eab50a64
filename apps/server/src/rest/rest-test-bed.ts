import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ApiKeyScope, insertApiKey } from '@boon/db';
import { createLog } from '../log.ts';
import type { Services } from '../services.ts';
import { openServices, type ServicesTestBed } from '../services-test-bed.ts';
import { type PublishedDocument, readDocument } from './document-of-test.ts';
import { createRest } from './index.ts';

export type Json = Record<string, unknown>;
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
};

export type Call = {
  readonly body?: unknown;
  readonly key?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
};

export type RestTestBed = ServicesTestBed & {
  /** A workspace of its own with an API key, and the calls of its booking site. */
  newSite(scopes?: readonly ApiKeyScope[]): Promise<Site>;
  /** Texts of the statements sent to the database so far for somebody who asked, so without the timer's. */
  readonly statements: readonly string[];
  /** Lines of the log. */
  readonly logged: readonly string[];
  readonly document: PublishedDocument;
  /** Every answer is checked against the published document. */
  readonly call: Caller;
  /** The same API on services of which some are others, such as a database that is away. */
  callerWith(changes: Partial<Services>): Caller;
};

export type Caller = (method: string, path: string, call?: Call) => Promise<Answer>;

export type Site = {
  readonly workspaceId: string;
  readonly key: string;
  readonly call: Caller;
  newKey(scopes: readonly ApiKeyScope[]): Promise<string>;
  newOrder(changes?: Json): Promise<Json & { id: string }>;
  /** An active certificate, paid in cash, with its code. */
  newCertificate(changes?: Json): Promise<Json & { id: string; code: string }>;
};

/** The API as it is mounted, on real services and a real database. */
export async function openRest(): Promise<RestTestBed> {
  const bed = await openServices();
  const logged: string[] = [];
  const services = { ...bed.services, log: createLog((line) => logged.push(line)) };
  const rest = createRest(services);
  const statements: string[] = [];
  countStatements(bed, statements);
  const document = readDocument(await (await rest.request('/v1/openapi.json')).json());
  const call = callerOf(rest, document);

  const close = async () => {
    const { rows } = await bed.owner.query('select * from ledger_differences');
    await bed.close();
    if (rows.length > 0) throw new Error(`the books do not agree: ${JSON.stringify(rows)}`);
  };
  return {
    ...bed,
    close,
    statements,
    logged,
    document,
    call,
    callerWith: (changes) => callerOf(createRest({ ...services, ...changes }), document),
    newSite: (scopes) => newSite(bed, call, scopes),
  };
}

function callerOf(rest: ReturnType<typeof createRest>, document: PublishedDocument): Caller {
  return async (method, path, { body, key, idempotencyKey, headers = {} } = {}) => {
    const answer = await rest.request(path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    document.check(method, path, answer, text);
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== '' ? JSON.parse(text) : {},
      text,
    };
  };
}

async function newSite(
  bed: ServicesTestBed,
  call: Caller,
  scopes: readonly ApiKeyScope[] = ['read', 'redeem', 'manage'],
): Promise<Site> {
  const { id: workspaceId } = await bed.newWorkspace();
  const newKey = async (granted: readonly ApiKeyScope[]) => {
    const key = `boon_${randomBytes(24).toString('base64url')}`;
    const keyHash = createHash('sha256').update(key).digest();
    const apiKey = { id: randomUUID(), workspaceId, name: 'Checkout', scopes: granted, keyHash };
    await insertApiKey(bed.services.database, apiKey);
    return key;
  };
  const key = await newKey(scopes);
  const asSite: Caller = (method, path, details = {}) => call(method, path, { key, ...details });
  const made = async (path: string, body: Json) => {
    const answer = await asSite('POST', path, { body });
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.text}`);
    return answer.body;
  };
  return {
    workspaceId,
    key,
    call: asSite,
    newKey,
    async newOrder(changes = {}) {
      const body = { reference: `AJ-${randomUUID()}`, total: 42_000, currency: 'EUR', ...changes };
      const order = await made('/v1/orders', body);
      return { ...order, id: String(order.id) };
    },
    async newCertificate(changes = {}) {
      const certificate = await made('/v1/certificates', { ...giftOf(), ...changes });
      return { ...certificate, id: String(certificate.id), code: String(certificate.code) };
    },
  };
}

export function giftOf(): Json {
  return {
    amount: 15_000,
    currency: 'EUR',
    payment: { method: 'cash', reference: 'Till 2' },
    purchaser: { name: 'Ines Duarte', email: 'ines@example.com' },
    recipient: { name: 'Jonas Weber', email: 'jonas@example.com' },
    message: 'See you at the fjord!',
  };
}

function countStatements({ services }: ServicesTestBed, statements: string[]): void {
  const { app } = services.database;
  app.on('connect', (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query(...args: Parameters<typeof query>) {
        const [first] = args as readonly unknown[];
        const text = typeof first === 'string' ? first : textOf(first);
        if (!text.includes('touch_api_keys(')) statements.push(text);
        return query(...args);
      },
    });
  });
}

function textOf(query: unknown): string {
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
}
