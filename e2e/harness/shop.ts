import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { bundle } from './bundle.ts';

const HOSTS = path.resolve(import.meta.dirname, '../hosts');
const BOOTSTRAP = path.resolve(
  import.meta.dirname,
  '../../node_modules/bootstrap/dist/css/bootstrap.min.css',
);

export type Host = 'plain' | 'bootstrap' | 'hostile' | 'strict' | 'right-to-left' | 'react';

export type Visit = {
  readonly host: Host;
  readonly token: string;
  /** Further attributes of the widget, as HTML. */
  readonly attributes?: string;
  /** Address of the widget's script, when it is not the usual one. */
  readonly script?: string;
  /** Of that script, as Subresource Integrity writes it. */
  readonly integrity?: string;
};

/** Some booking businesses' own sites, on another origin than Boon's and another site as cookies count. */
export type Shop = {
  readonly origin: string;
  /** The address of a checkout page for one order. Tokens stay out of it. */
  checkout(visit: Visit): string;
  close(): Promise<void>;
};

export async function openShop(boonUrl: string): Promise<Shop> {
  const visits = new Map<string, Visit>();
  const files: Readonly<Record<string, () => Promise<[type: string, body: string]>>> = {
    '/shop.js': async () => ['text/javascript', await readFile(`${HOSTS}/shop.js`, 'utf8')],
    '/react.js': async () => ['text/javascript', await bundle(`${HOSTS}/react.tsx`)],
    '/bootstrap.css': async () => ['text/css', await readFile(BOOTSTRAP, 'utf8')],
    '/favicon.ico': async () => ['image/x-icon', ''],
    '/paid': async () => ['text/plain', 'Paid.'],
  };

  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, 'http://shop');
    const visit = visits.get(pathname);
    if (visit) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headersOf(visit, boonUrl) });
      response.end(await pageOf(visit, boonUrl));
      return;
    }
    const file = files[pathname];
    const [type, body] = file ? await file() : ['text/plain', 'There is nothing here.'];
    response.writeHead(file ? 200 : 404, { 'content-type': `${type}; charset=utf-8` });
    response.end(body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the shop has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    checkout(visit) {
      const pathname = `/${visit.host}/${visits.size + 1}`;
      visits.set(pathname, visit);
      return `${origin}${pathname}`;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function pageOf(
  { host, token, attributes = '', script, integrity }: Visit,
  boonUrl: string,
): Promise<string> {
  const address = script ?? `${boonUrl}/widget/v1.js`;
  const pinned = integrity === undefined ? '' : `integrity="${integrity}" crossorigin`;
  const places: Readonly<Record<string, string>> = {
    token,
    script: address,
    widget: `<gift-certificate-redemption token="${token}" ${attributes}>Gift certificates need a script that has not loaded.</gift-certificate-redemption>`,
    scripts: `<script src="/shop.js" defer></script>\n<script src="${address}" ${pinned} defer></script>`,
  };
  const page = await readFile(`${HOSTS}/${host}.html`, 'utf8');
  return page.replace(/\{\{(\w+)\}\}/g, (_, place: string) => places[place] ?? '');
}

/** What the documentation asks of a page with a policy, and nothing more. */
function headersOf({ host }: Visit, boonUrl: string): Record<string, string> {
  if (host !== 'strict') return {};
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${boonUrl}`,
    `connect-src ${boonUrl}`,
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return { 'content-security-policy': policy.join('; ') };
}
