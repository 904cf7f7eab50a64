import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { RestEnv } from './caller.ts';

const SHORTLY = 'public, max-age=300';
const IMMUTABLE = 'public, max-age=31536000, immutable';

const FILES = {
  'reference.css': 'text/css; charset=UTF-8',
  'try-it.js': 'text/javascript; charset=UTF-8',
  'call.js': 'text/javascript; charset=UTF-8',
  'answer.js': 'text/javascript; charset=UTF-8',
} as const;

const FONTS: Readonly<Record<string, string>> = {
  'besley-600.ttf': '@expo-google-fonts/besley/600SemiBold/Besley_600SemiBold.ttf',
  'commissioner-400.ttf': '@expo-google-fonts/commissioner/400Regular/Commissioner_400Regular.ttf',
  'commissioner-600.ttf': '@expo-google-fonts/commissioner/600SemiBold/Commissioner_600SemiBold.ttf',
  'mono-500.ttf':
    '@expo-google-fonts/atkinson-hyperlegible-mono/500Medium/AtkinsonHyperlegibleMono_500Medium.ttf',
};

/** Style, scripts and fonts of the reference, all from here: the page loads nothing from anybody else. */
export function addReferenceAssets(rest: OpenAPIHono<RestEnv>): void {
  for (const [name, type] of Object.entries(FILES)) {
    const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
    rest.get(`/docs/${name}`, (context) =>
      context.body(text, 200, {
        'content-type': type,
        'cache-control': SHORTLY,
        'x-content-type-options': 'nosniff',
      }),
    );
  }
  rest.get('/docs/font/:name', async (context) => {
    const file = FONTS[context.req.param('name')];
    if (file === undefined) return context.notFound();
    return context.body(await readFile(new URL(import.meta.resolve(file))), 200, {
      'content-type': 'font/ttf',
      'cache-control': IMMUTABLE,
      'x-content-type-options': 'nosniff',
    });
  });
}
