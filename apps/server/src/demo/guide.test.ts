import { describe, expect, it } from 'vitest';
import { guideBlocks, guideProgram, guideRegions, guideText } from './guide-of-test.ts';
import { createDemo } from './index.ts';
import { checkoutPage } from './pages/checkout-page.ts';

const PUBLIC_URL = 'https://boon.example';
const blocksIn = (language: string) => guideBlocks().filter((block) => block.language === language);

describe('the sample booking site and the integration guide', () => {
  it.each([
    ['TypeScript', './checkout.ts', 'ts', 5],
    ['script of the page', './assets/checkout.js', 'js', 1],
  ])('have the same %s', (_, source, language, count) => {
    const regions = guideRegions(source);
    expect(regions.filter((region) => region.trim() !== '')).toHaveLength(count);
    for (const region of regions) expect(guideProgram(language)).toContain(region);
  });

  it('have the same HTML: two lines', async () => {
    const [html, ...others] = blocksIn('html');
    expect(others).toEqual([]);
    const lines = html?.text.trimEnd().split('\n') ?? [];
    expect(lines).toHaveLength(2);
    const order = {
      id: 'o1',
      reference: 'AJ-KA2-7F3K9Q',
      status: 'open',
      currency: 'EUR',
      total: 1,
      applied: 0,
      due: 1,
    } as const;
    const page = await checkoutPage({
      order: { ...order, customer: null, expires_at: null, redemptions: [] },
      token: 'THE-TOKEN',
      publicUrl: PUBLIC_URL,
      notice: null,
    });
    for (const line of lines) expect(String(page)).toContain(line);
  });

  it('let the widget in by the same lines of Content-Security-Policy', async () => {
    const demo = createDemo({ apiBase: PUBLIC_URL, apiKey: 'key', publicUrl: PUBLIC_URL });
    const policy = (await demo.request('/')).headers.get('content-security-policy') ?? '';
    const directives = policy.split(';').map((directive) => directive.trim().replace(" 'self'", ''));
    const lines = blocksIn('text').flatMap(({ text }) =>
      text.split('\n').filter((line) => /-src /.test(line)),
    );
    expect(lines).toHaveLength(2);
    expect(directives).toEqual(expect.arrayContaining(lines));
  });

  it('speak no language that no test runs or compares', () => {
    const languages = new Set(guideBlocks().map(({ language }) => language));
    expect([...languages].sort()).toEqual(['html', 'ini', 'js', 'php', 'python', 'sh', 'text', 'ts']);
    expect(guideText().match(/^```/gm)).toHaveLength(guideBlocks().length * 2);
  });
});
