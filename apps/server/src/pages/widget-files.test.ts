import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWidgetFiles } from './widget-files.ts';

const SCRIPT = `customElements.define('x-y', class extends HTMLElement {}); // ${'é'.repeat(2_000)}`;

let directory = '';
let files: Hono;
const get = (path: string, headers: Record<string, string> = {}) => files.request(path, { headers });
const build = async (script: string) => {
  await writeFile(join(directory, 'v1.js'), script);
  return createWidgetFiles(`${directory}/`, 'https://gifts.example');
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'boon-widget-files-'));
  await writeFile(join(directory, 'v1.d.ts'), 'export type A = 1;');
  await writeFile(join(directory, 'v1-react.d.ts'), "import './v1.js';");
  files = await build(SCRIPT);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function release(): Promise<{ script: string; integrity: string }> {
  return (await get('/v1.json')).json();
}

describe('the files of the widget', () => {
  it('name a pinned script whose bytes have the integrity they are named with', async () => {
    const { script, integrity } = await release();
    expect(script).toMatch(/^https:\/\/gifts\.example\/widget\/v1-[0-9a-f]{16}\.js$/);
    const bytes = Buffer.from(
      await (await get(new URL(script).pathname.replace('/widget', ''))).arrayBuffer(),
    );
    expect(bytes.toString()).toBe(SCRIPT);
    expect(integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`);
  });

  it('keep the pinned script for ever and the others for minutes', async () => {
    const { script } = await release();
    const cached = async (path: string) => (await get(path)).headers.get('cache-control');
    expect(await cached(new URL(script).pathname.replace('/widget', ''))).toBe(
      'public, max-age=31536000, immutable',
    );
    for (const path of ['/v1.js', '/v1.json', '/v1.d.ts', '/v1-react.d.ts']) {
      expect(await cached(path), path).toBe('public, max-age=300');
    }
  });

  it('may be loaded by a page of any origin, also when nothing has changed and when nothing is there', async () => {
    const { script } = await release();
    const pinned = new URL(script).pathname.replace('/widget', '');
    const tag = (await get('/v1.js')).headers.get('etag') ?? '';
    const answers = await Promise.all([
      ...['/v1.js', pinned, '/v1.json', '/v1.d.ts', '/v1-react.d.ts'].map((path) => get(path)),
      get('/v1.js', { 'if-none-match': tag }),
      get('/v1-0123456789abcdef.js'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 304, 404]);
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  it('answer 304 to whoever has the current build, compressed or not, and the new build after one', async () => {
    const plain = (await get('/v1.js')).headers.get('etag') ?? '';
    const gzip = (await get('/v1.js', { 'accept-encoding': 'gzip' })).headers.get('etag') ?? '';
    for (const tag of [plain, gzip, `"other", ${plain}`]) {
      const answer = await get('/v1.js', { 'if-none-match': tag, 'accept-encoding': 'gzip' });
      expect(answer.status).toBe(304);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(await answer.text()).toBe('');
    }
    const { script: before } = await release();
    const newer = await build(`${SCRIPT}\n`);
    expect((await newer.request('/v1.js', { headers: { 'if-none-match': plain } })).status).toBe(200);
    const gone = await newer.request(new URL(before).pathname.replace('/widget', ''));
    expect(gone.status).toBe(404);
    expect(gone.headers.get('cache-control')).toBe('no-store');
    expect(await gone.text()).toContain('/widget/v1.json');
  });

  it('are compressed', async () => {
    const answer = await get('/v1.js', { 'accept-encoding': 'gzip' });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await answer.arrayBuffer()).toString()).toBe(SCRIPT);
  });
});
