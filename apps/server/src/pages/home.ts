import { Hono } from 'hono';
import { html } from 'hono/html';
import { pageHeaders } from './headers.ts';

/** One place of this installation: a name, a path on this origin, and what a person finds there. */
export type Signpost = { readonly name: string; readonly path: string; readonly says: string };

const STYLE = `
@font-face{font-family:Besley;font-weight:600;font-display:swap;src:url(/docs/font/besley-600.ttf)}
@font-face{font-family:Commissioner;font-weight:400;font-display:swap;src:url(/docs/font/commissioner-400.ttf)}
@font-face{font-family:Commissioner;font-weight:600;font-display:swap;src:url(/docs/font/commissioner-600.ttf)}
:root{color-scheme:light dark;--paper:#F6F8F7;--ink:#14231F;--ink-2:#43534E;--line:#D3DAD7;--brand:#0B5C5E;--focus:#1456C8}
@media (prefers-color-scheme:dark){:root{--paper:#0E1614;--ink:#E9F0ED;--ink-2:#B7C4BF;--line:#2A3733;--brand:#5CC2BE;--focus:#8AB4FF}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 Commissioner,system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:3rem 1.25rem}
h1{font:600 2.75rem/1.15 Besley,Georgia,serif;margin:0 0 .5rem}
p{color:var(--ink-2);margin:0 0 1.5rem}
ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--line);padding:.875rem 0}
a{color:var(--brand);font-weight:600}
a:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
li span{display:block;color:var(--ink-2)}`;

/** `/`: what is where. */
export function createHomePage(signposts: readonly Signpost[]): Hono {
  const app = new Hono();
  app.get('/home.css', (context) =>
    context.body(STYLE, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=300',
    }),
  );
  app.get('/', (context) =>
    context.html(
      html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Boon</title>
    <link rel="stylesheet" href="/home.css" />
  </head>
  <body>
    <main>
      <h1>Boon</h1>
      <p>Gift certificates for booking businesses. This is what runs here.</p>
      <ul>
        ${signposts.map(
          ({ name, path, says }) => html`<li><a href="${path}">${name}</a><span>${says}</span></li>`,
        )}
      </ul>
    </main>
  </body>
</html>`,
      200,
      pageHeaders,
    ),
  );
  return app;
}
