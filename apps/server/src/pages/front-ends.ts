import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { readBuilt } from './built.ts';
import { pageHeaders } from './headers.ts';
import { createWidgetFiles } from './widget-files.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=300';

/** The three built front ends. @throws Error that names the command when one was not built */
export function createFrontEnds(publicUrl: string): Hono {
  const app = new Hono();
  app.use('/assets/*', compress());
  serveAssets(app, 'portal');
  serveAssets(app, 'admin');
  servePages(app, '/p/:workspace/*', 'portal');
  servePages(app, '/p/:workspace', 'portal');
  servePages(app, '/admin', 'admin');
  servePages(app, '/admin/*', 'admin');
  app.route('/widget', createWidgetFiles(distOf('widget'), publicUrl));
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
