import { readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html, raw } from 'hono/html';
import { Marked, type Tokens } from 'marked';
import { pageHeaders } from '../pages/headers.ts';
import type { RestEnv } from './caller.ts';

type Document = {
  readonly file: URL;
  readonly title: string;
  /** The chapter from which on it is for who works on Boon itself. */
  readonly until: string | null;
};

const file = (path: string) => new URL(`../../../../${path}`, import.meta.url);
/** What a developer of a booking site reads, by its address here. */
const DOCUMENTS: Readonly<Record<string, Document>> = {
  '/docs/guide': { file: file('docs/integration-guide.md'), title: 'Integration guide', until: null },
  '/docs/widget': { file: file('apps/widget/README.md'), title: 'The widget', until: 'Inside' },
  '/docs/client': {
    file: file('packages/client/README.md'),
    title: 'TypeScript client',
    until: 'Changing it',
  },
};
/** How they write the address of an installation: as a browser meets it, and as a developer starts it. */
const EXAMPLE_ADDRESSES = /https:\/\/(boon|gifts)\.example|http:\/\/localhost:3000/g;
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

/** Serves the integration guide and what it leads to, beside the reference, with this installation's own address in the examples. */
export function addGuide(rest: OpenAPIHono<RestEnv>, publicUrl: string): void {
  for (const [address, { file, title, until }] of Object.entries(DOCUMENTS)) {
    const [markdown = ''] = readFileSync(file, 'utf8').split(until === null ? /$^/ : `\n## ${until}\n`);
    let page: string | null = null;
    rest.get(address, (context) => {
      page ??= String(pageOf(address, title, markdown.replaceAll(EXAMPLE_ADDRESSES, publicUrl)));
      return context.html(page, 200, { ...pageHeaders, ...CACHED });
    });
  }
}

/** Where one of them leads to another, by its path in the source code; undefined for what is not served. */
function addressOf(href: string): string | undefined {
  return Object.keys(DOCUMENTS).find((address) =>
    DOCUMENTS[address]?.file.pathname.endsWith(href.replace(/^(\.\.\/)+/, '/')),
  );
}

function pageOf(address: string, title: string, markdown: string) {
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
      link({ href, tokens }) {
        if (/^https?:|^#/.test(href)) return false;
        const text = this.parser.parseInline(tokens);
        const target = addressOf(href);
        return target === undefined ? text : `<a href="${target}">${text}</a>`;
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
    <title>${title} · Boon</title>
    <link rel="stylesheet" href="/docs/reference.css" />
  </head>
  <body>
    <nav aria-label="Chapters" tabindex="0">
      <details>
      <summary>Chapters, and more to read</summary>
      <ul>
        ${chapters.map(({ text }) => html`<li><a href="#${anchorOf(text)}">${text}</a></li>`)}
        ${Object.entries(DOCUMENTS)
          .filter(([other]) => other !== address)
          .map(([other, { title }]) => html`<li><a href="${other}">${title}</a></li>`)}
        <li><a href="/docs">API reference</a></li>
      </ul>
      </details>
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
