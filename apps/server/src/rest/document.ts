import type { OpenAPIHono } from '@hono/zod-openapi';
import { pageHeaders } from '../pages/headers.ts';
import type { RestEnv } from './caller.ts';
import { addReferenceAssets } from './reference-assets.ts';
import { referencePage } from './reference-page.ts';

const DESCRIPTION = `The API for a booking site's own server. Money is an integer in the currency's minor unit (KWD has three decimals, ISK none).

**Keys.** \`Authorization: Bearer <key>\`. A key has scopes: \`read\` looks orders and certificates up, never a full code or a PDF; \`redeem\` is for orders, tokens, redemptions and checks; \`manage\` for certificates. Keep it on your server.

**Repeats.** Send an \`Idempotency-Key\` with every POST that makes or changes something: a token and a check need none, and under a key you would get the old one again. After a time-out repeat the same call, its body byte for byte, with the same key: it happens once, and you get the first answer again. Refusals are not kept; a repeat is decided again.

**Errors** are \`application/problem+json\` (RFC 9457). Decide by \`code\`, which is stable; \`detail\` is for you and your staff (the guide has the sentences for customers); give \`request_id\` to support. Members and codes may be added. What is no HTTP at all is \`malformed_request\`.

**Bodies** are JSON in UTF-8 of at most 100,000 bytes, uncompressed, with every name once and no name that a call does not know.`;

const CACHED = { 'cache-control': 'public, max-age=300' };

/** The API's description, made from the routes that `rest` has by now. */
export function documentOf(
  rest: OpenAPIHono<RestEnv>,
  publicUrl: string,
): ReturnType<OpenAPIHono<RestEnv>['getOpenAPI31Document']> {
  const document = rest.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Boon', version: '1', description: DESCRIPTION },
    servers: [{ url: publicUrl }],
    tags: [
      { name: 'Orders', description: 'Your bookings, as far as certificates pay for them.' },
      { name: 'Redemptions', description: 'Certificates used on an order, each in full.' },
      { name: 'Certificates', description: 'What was sold or given.' },
      { name: 'Codes', description: 'What a customer types.' },
    ],
  });
  return withHeaders({
    ...document,
    components: { ...document.components, schemas: opened(document.components?.schemas) },
  });
}

/** The schemas of bodies: a name that a call does not know is refused. */
const OF_BODIES = /Input$|^New|Change$/;

/** What we answer may have more members one day, so a client made from the document must not refuse them. */
function opened<Schemas extends object>(schemas: Schemas | undefined): Schemas {
  const open = (_name: string, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { additionalProperties, enum: options, ...rest } = value as Record<string, unknown>;
    return {
      ...rest,
      ...(additionalProperties === undefined || additionalProperties === false
        ? {}
        : { additionalProperties }),
      // By a constant more generators tell the kinds of an answer apart.
      ...(Array.isArray(options) && options.length === 1
        ? { const: options[0] }
        : options === undefined
          ? {}
          : { enum: options }),
    };
  };
  const entries = Object.entries(schemas ?? {}).map(([name, schema]) => [
    name,
    OF_BODIES.test(name) ? schema : JSON.parse(JSON.stringify(schema, open)),
  ]);
  return Object.fromEntries(entries);
}

type ApiDocument = ReturnType<OpenAPIHono<RestEnv>['getOpenAPI31Document']>;
type Described = Readonly<Record<string, { readonly description: string; readonly schema: object }>>;
type Operation = {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name?: string }[];
  readonly responses: Record<string, { headers?: object; readonly content?: object }>;
};

const header = (name: string, description: string): Described => ({
  [name]: { description, schema: { type: 'string' } },
});
const REQUEST_ID = header('X-Request-Id', "For Boon's support; the `request_id` of a problem.");
const REPLAYED = header(
  'Idempotent-Replayed',
  '`true`: what an earlier call under the same key was answered.',
);
const LOCATION = header('Location', 'Where what was made is read.');
const AUTHENTICATE = header('WWW-Authenticate', 'How a key is presented.');
const DISPOSITION = header('Content-Disposition', 'Names the file.');
const MAKES: readonly unknown[] = ['createOrder', 'createCertificate'];

/** The headers that answers come with besides those a route names itself: the same ones everywhere. */
function withHeaders(document: ApiDocument): ApiDocument {
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    const { operationId, parameters = [], responses } = operation as Operation;
    const isRepeatable = parameters.some(({ name }) => name === 'Idempotency-Key');
    for (const [status, response] of Object.entries(responses)) {
      const isDone = status.startsWith('2');
      response.headers = {
        ...response.headers,
        ...REQUEST_ID,
        ...(isDone && isRepeatable ? REPLAYED : {}),
        ...(isDone && MAKES.includes(operationId) ? LOCATION : {}),
        ...(status === '401' ? AUTHENTICATE : {}),
        ...('application/pdf' in (response.content ?? {}) ? DISPOSITION : {}),
      };
    }
  }
  return document;
}

/** Serves the API's description, for machines and for people, made from the very routes that are served. Anyone may read it. */
export function addDocument(rest: OpenAPIHono<RestEnv>, publicUrl: string): void {
  rest.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of the workspace, made in the console under Developers.',
  });
  const document = documentOf(rest, publicUrl);
  const json = JSON.stringify(document);
  rest.get('/v1/openapi.json', (context) =>
    context.body(json, 200, { 'content-type': 'application/json; charset=UTF-8', ...CACHED }),
  );
  addReferenceAssets(rest);
  const page = String(referencePage(document));
  rest.get('/docs', (context) => context.html(page, 200, { ...pageHeaders, ...CACHED }));
}
