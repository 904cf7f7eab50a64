import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { pageHeaders } from './headers.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=300';

/** The three built front ends. @throws Error that names the command when one was not built */
export function createFrontEnds(): Hono {
  const app = new Hono();
  app.use('/assets/*', compress());
  app.use('/widget/*', compress());
  serveAssets(app, 'portal');
  serveAssets(app, 'admin');
  servePages(app, '/p/:workspace/*', 'portal');
  servePages(app, '/p/:workspace', 'portal');
  servePages(app, '/admin', 'admin');
  servePages(app, '/admin/*', 'admin');
  serveWidget(app);
  return app;
}

function distOf(name: 'portal' | 'admin' | 'widget'): string {
  return fileURLToPath(new URL(`../../../${name}/dist/`, import.meta.url));
}

function serveAssets(app: Hono, name: 'portal' | 'admin'): void {
  const prefix = `/assets/${name}/`;
  app.get(
    `${prefix}*`,
    serveStatic({
      root: distOf(name),
      rewriteRequestPath: (path) => path.slice(prefix.length - 1),
      // Built files carry a hash of their content in their name; the few others do not.
      onFound: (path, context) =>
        context.header('cache-control', path.includes('/assets/') ? IMMUTABLE : SHORTLY),
    }),
  );
}

function servePages(app: Hono, path: string, name: 'portal' | 'admin'): void {
  const page = readBuilt(`${distOf(name)}index.html`);
  app.get(path, (context) => context.html(page, 200, { ...pageHeaders, 'cache-control': 'no-store' }));
}

function serveWidget(app: Hono): void {
  const script = readBuilt(`${distOf('widget')}v1.js`);
  app.get('/widget/v1.js', (context) =>
    context.body(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': SHORTLY,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    }),
  );
}

function readBuilt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} is missing: build the front ends with "npx pnpm@12.21.0 run build"`, {
      cause: error,
    });
  }
}
