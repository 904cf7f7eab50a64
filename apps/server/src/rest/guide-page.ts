import { readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html, raw } from 'hono/html';
import { Marked, type Tokens } from 'marked';
import { pageHeaders } from '../pages/headers.ts';
import type { RestEnv } from './caller.ts';

const GUIDE = new URL('../../../../docs/integration-guide.md', import.meta.url);
/** How the guide writes the address of an installation: as a browser meets it, and as a developer starts it. */
const EXAMPLE_ADDRESSES = /https:\/\/boon\.example|http:\/\/localhost:3000/g;
/** What stands over an example; pictures and settings need nothing. */
const CAPTIONS: Readonly<Record<string, string>> = {
  sh: 'curl',
  ts: 'TypeScript',
  php: 'PHP',
  python: 'Python',
  html: 'HTML',
  js: 'Script of the page',
};
const CACHED = { 'cache-control': 'public, max-age=300' };

/** Serves the integration guide beside the reference, with this installation's own address in its examples. */
export function addGuide(rest: OpenAPIHono<RestEnv>, publicUrl: string): void {
  const markdown = readFileSync(GUIDE, 'utf8').replaceAll(EXAMPLE_ADDRESSES, publicUrl);
  let page: string | null = null;
  rest.get('/docs/guide', (context) => {
    page ??= String(guidePage(markdown));
    return context.html(page, 200, { ...pageHeaders, ...CACHED });
  });
}

function guidePage(markdown: string) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      // What can be wider than a phone scrolls by itself, also by keyboard.
      code({ text, lang = '' }) {
        const caption = CAPTIONS[lang] ?? '';
        return String(
          html`<figure>${caption && html`<figcaption>${caption}</figcaption>`}<pre tabindex="0"><code>${text}</code></pre></figure>\n`,
        );
      },
      // A list to tick off in the source; here it is a list.
      checkbox: () => '',
      // A path of the source code leads nowhere from here.
      link({ href, tokens }) {
        return /^https?:|^#/.test(href) ? false : this.parser.parseInline(tokens);
      },
    },
  });
  const chapters = marked
    .lexer(markdown)
    .filter((token): token is Tokens.Heading => token.type === 'heading' && token.depth === 2);
  let tables = 0;
  const text = marked
    .parse(markdown, { async: false })
    .replaceAll(
      '<table>',
      () => `<div class="scroll" tabindex="0" role="region" aria-label="Table ${++tables}"><table>`,
    )
    .replaceAll('</table>', '</table></div>');
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Boon integration guide</title>
    <link rel="stylesheet" href="/docs/reference.css" />
  </head>
  <body>
    <nav aria-label="Chapters">
      <ul>
        ${chapters.map(({ text }) => html`<li><a href="#${anchorOf(text)}">${text}</a></li>`)}
        <li><a href="/docs">API reference</a></li>
      </ul>
    </nav>
    <main>${raw(text)}</main>
  </body>
</html>`;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
