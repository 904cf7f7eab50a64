import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { readBuilt } from './built.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=300';
const HASH_LENGTH = 16;

/** Pages of any origin load these, also with `crossorigin` and an integrity. */
const FOR_ANY_ORIGIN = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/**
 * The widget for other people's pages: `v1.js` follows every build within minutes, `v1-{hash}.js` is this very build for
 * as long as it is the current one, and `v1.json` names that address and its integrity.
 * @param directory where the widget was built, with a trailing slash
 */
export function createWidgetFiles(directory: string, publicUrl: string): Hono {
  const script = readBuilt(`${directory}v1.js`);
  const pinned = `v1-${digest('sha256', script).toString('hex').slice(0, HASH_LENGTH)}.js`;
  const release = {
    script: new URL(`/widget/${pinned}`, publicUrl).href,
    integrity: `sha384-${digest('sha384', script).toString('base64')}`,
  };

  const app = new Hono();
  app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(FOR_ANY_ORIGIN)] }));
  app.use(compress());

  const serve = (name: string, type: string, caching: string, body: string) => {
    const headers = { ...FOR_ANY_ORIGIN, 'content-type': type, 'cache-control': caching, etag: tagOf(body) };
    app.get(`/${name}`, (context) => context.body(body, 200, headers));
  };
  serve('v1.js', 'text/javascript; charset=utf-8', SHORTLY, script);
  serve(pinned, 'text/javascript; charset=utf-8', IMMUTABLE, script);
  serve('v1.json', 'application/json', SHORTLY, JSON.stringify(release));
  for (const name of ['v1.d.ts', 'v1-react.d.ts']) {
    serve(name, 'application/typescript; charset=utf-8', SHORTLY, readBuilt(`${directory}${name}`));
  }

  app.get('/:name{v1-[0-9a-f]+\\.js}', (context) =>
    context.text(
      'This build of the widget is no longer served. /widget/v1.json names the current one.',
      404,
      {
        ...FOR_ANY_ORIGIN,
        'cache-control': 'no-store',
      },
    ),
  );
  return app;
}

function digest(algorithm: 'sha256' | 'sha384', text: string): Buffer {
  return createHash(algorithm).update(text).digest();
}

function tagOf(text: string): string {
  return `"${digest('sha256', text).toString('base64url').slice(0, HASH_LENGTH)}"`;
}
