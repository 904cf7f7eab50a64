import { afterAll, beforeAll, expect, it } from 'vitest';
import { guideBlocks } from '../demo/guide-of-test.ts';
import { openRest, type RestTestBed } from './rest-test-bed.ts';

let bed: RestTestBed;
beforeAll(async () => {
  bed = await openRest();
});
afterAll(() => bed.close());

it('the guide is served with every example of it, for this installation, and the reference leads there', async () => {
  const { publicUrl } = bed.services;
  const { status, headers, text } = await bed.call('GET', '/docs/guide');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|boon\.example|localhost:3000/);
  expect(text).toContain(`script-src ${publicUrl}`);
  const shown = Array.from(text.matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs), ([, code = '']) => plain(code));
  const written = guideBlocks().map((block) =>
    block.text.trimEnd().replaceAll(/https:\/\/boon\.example|http:\/\/localhost:3000/g, publicUrl),
  );
  expect(shown).toEqual(written);
  const anchors = new Set(Array.from(text.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
  const targets = Array.from(text.matchAll(/href="#([^"]+)"/g), ([, id]) => id);
  expect(targets.length).toBeGreaterThan(5);
  expect(targets.filter((id) => !anchors.has(id))).toEqual([]);
  expect(text).not.toMatch(/href="(?!#|\/docs|http)/);
  expect((await bed.call('GET', '/docs')).text).toContain('href="/docs/guide"');
});

it('what the guide leads to is served too: the widget and the client, without what only Boon’s own developers need', async () => {
  const { publicUrl } = bed.services;
  const guide = (await bed.call('GET', '/docs/guide')).text;
  for (const [address, expected, internal] of [
    ['/docs/widget', '--boon-accent', 'view-model.ts'],
    ['/docs/client', 'createBoonClient', 'api.generated.ts'],
  ]) {
    expect(guide).toContain(`href="${address}"`);
    const { status, text } = await bed.call('GET', String(address));
    expect(status).toBe(200);
    expect(text).toContain(expected);
    expect(text).toContain(publicUrl);
    expect(text).not.toContain(internal);
    expect(text).not.toMatch(/href="(?!#|\/docs|http)|(boon|gifts)\.example/);
  }
  expect((await bed.call('GET', '/docs/client')).text).toContain('href="/docs/guide"');
});

function plain(escaped: string): string {
  return escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
