import type { Context, MiddlewareHandler } from 'hono';
import type { RestEnv, scoped } from './caller.ts';
import { rejectIssues, TransportError } from './problems.ts';

/** The part of a route that says who may call it and that it takes a body of JSON. */
export function takingJson({ security, middleware }: ReturnType<typeof scoped>) {
  const both: [typeof middleware, typeof readJson] = [middleware, readJson];
  return { security, middleware: both };
}

/** As `takingJson`, for a call that may also come without a body. */
export function takingJsonOrNothing({ security, middleware }: ReturnType<typeof scoped>) {
  const both: [typeof middleware, typeof readJson] = [middleware, readJsonOrNothing];
  return { security, middleware: both };
}

const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;
/** What a decoder puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';

const readJson: MiddlewareHandler<RestEnv> = async (context, next) => {
  await readStrictJson(context);
  await next();
};

const readJsonOrNothing: MiddlewareHandler<RestEnv> = async (context, next) => {
  if ((await context.req.text()) !== '') await readStrictJson(context);
  // Some clients name a type of what they do not send; who reads on finds an empty object.
  else Object.assign(context.req.bodyCache, { text: Promise.resolve('{}') });
  await next();
};

/**
 * A body that two readers could read differently is read by nobody: it must be plain UTF-8 JSON in which every name stands
 * once. @throws TransportError, or DomainError validation_failed for a name that stands twice
 */
export async function readStrictJson(context: Context<RestEnv>): Promise<unknown> {
  const encoding = context.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (!JSON_IN_UTF8.test(context.req.header('content-type')?.trim() ?? '') || encoding !== 'identity') {
    throw new TransportError(
      'unsupported_media_type',
      'Send the body as JSON in UTF-8, uncompressed, with Content-Type: application/json.',
    );
  }
  const text = await context.req.text();
  if (text.includes(REPLACEMENT)) throw new TransportError('malformed_json', 'The body is not UTF-8 text.');
  const json = parsed(text);
  const repeated = repeatedName(text);
  if (repeated !== null) rejectIssues([{ code: 'custom', path: [repeated], message: 'is there twice' }]);
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransportError('malformed_json', 'The body cannot be read as JSON.');
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first name that stands twice in one object: JSON leaves open which of the two counts. `json` must be valid. */
function repeatedName(json: string): string | null {
  const open: (Set<string> | null)[] = [];
  let latest = '""';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      const name: string = JSON.parse(latest);
      if (names?.has(name)) return name;
      names?.add(name);
    } else latest = token;
  }
  return null;
}
