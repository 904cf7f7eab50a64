import type { OpenAPIHono } from '@hono/zod-openapi';
import { pageHeaders } from '../pages/headers.ts';
import type { RestEnv } from './caller.ts';
import { addReferenceAssets } from './reference-assets.ts';
import { referencePage } from './reference-page.ts';

const DESCRIPTION = `The API for a booking site's own server. Money is an integer in the currency's minor unit (KWD has three decimals, ISK none).

**Keys.** \`Authorization: Bearer <key>\`. A key has scopes: \`read\`; \`redeem\` for orders, tokens, redemptions and checks; \`manage\` for certificates. Keep it on your server.

**Repeats.** Send an \`Idempotency-Key\` with every POST. After a time-out repeat the same call with the same key: it happens once, and you get the first answer again. Refusals are not kept; a repeat is decided again.

**Errors** are \`application/problem+json\` (RFC 9457). Decide by \`code\`, which is stable; show \`detail\` to people; give \`request_id\` to support. Members and codes may be added. What is no HTTP at all is \`malformed_request\`.

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
  return {
    ...document,
    components: { ...document.components, schemas: opened(document.components?.schemas) },
  };
}

/** The schemas of bodies: a name that a call does not know is refused. */
const OF_BODIES = /Input$|^New|Change$/;

/** What we answer may have more members one day, so a client made from the document must not refuse them. */
function opened<Schemas extends object>(schemas: Schemas | undefined): Schemas {
  const open = (_name: string, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'additionalProperties' in value &&
    value.additionalProperties === false
      ? { ...value, additionalProperties: undefined }
      : value;
  const entries = Object.entries(schemas ?? {}).map(([name, schema]) => [
    name,
    OF_BODIES.test(name) ? schema : JSON.parse(JSON.stringify(schema, open)),
  ]);
  return Object.fromEntries(entries);
}

/** Serves the API's description, for machines and for people, made from the very routes that are served. Anyone may read it. */
export function addDocument(rest: OpenAPIHono<RestEnv>, publicUrl: string): void {
  rest.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of the workspace, made in settings.',
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
