import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

export const stylesheetPath = '/admin/auth/page.css';

const fonts: Record<string, string> = {
  'besley-600.ttf': '@expo-google-fonts/besley/600SemiBold/Besley_600SemiBold.ttf',
  'commissioner-400.ttf': '@expo-google-fonts/commissioner/400Regular/Commissioner_400Regular.ttf',
  'commissioner-600.ttf': '@expo-google-fonts/commissioner/600SemiBold/Commissioner_600SemiBold.ttf',
};

const stylesheet = `
@font-face { font-family: Besley; font-weight: 600; font-display: swap; src: url(font/besley-600.ttf) }
@font-face { font-family: Commissioner; font-weight: 400; font-display: swap; src: url(font/commissioner-400.ttf) }
@font-face { font-family: Commissioner; font-weight: 600; font-display: swap; src: url(font/commissioner-600.ttf) }
:root {
  color-scheme: light dark;
  --paper: #f6f8f7; --surface: #fff; --line: #d3dad7; --ink: #14231f; --ink-2: #43534e;
  --brand: #0b5c5e; --brand-hover: #084749; --on-brand: #fff; --focus: #1456c8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e1614; --surface: #16201d; --line: #2a3733; --ink: #e9f0ed; --ink-2: #b7c4bf;
    --brand: #5cc2be; --brand-hover: #7fd3cf; --on-brand: #062321; --focus: #8ab4ff;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 16px; display: grid; place-items: center;
  background: var(--paper); color: var(--ink); font: 400 16px/1.5 Commissioner, system-ui, sans-serif;
}
main {
  width: 100%; max-width: 440px; padding: 32px; background: var(--surface);
  border: 1px solid var(--line); border-radius: 2px;
}
.name { margin: 0 0 24px; font-weight: 600; color: var(--brand) }
h1 { margin: 0 0 12px; font: 600 28px/1.15 Besley, Commissioner, serif; text-wrap: balance }
p { margin: 0 0 24px; overflow-wrap: anywhere }
p:last-child { margin-bottom: 0 }
.aside { color: var(--ink-2); font-size: 14px }
form { margin: 0 0 24px }
button, .button {
  display: block; width: 100%; min-height: 44px; padding: 10px 16px; border: 0; border-radius: 6px;
  background: var(--brand); color: var(--on-brand); font: 600 16px/24px Commissioner, system-ui, sans-serif;
  text-align: center; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { background: var(--brand-hover) }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
@media (max-width: 400px) { main { padding: 24px 20px } }
@media (forced-colors: active) { button, .button { border: 1px solid } }
`;

/** The pages' own stylesheet and fonts, so that they need neither inline styles nor the console's build. */
export const pageAssets = new Hono()
  .get(stylesheetPath, (context) =>
    context.body(stylesheet, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
    }),
  )
  .get('/admin/auth/font/:file', async (context) => {
    const module = fonts[context.req.param('file')];
    if (!module) return context.notFound();
    return context.body(await readFile(new URL(import.meta.resolve(module))), 200, {
      'Content-Type': 'font/ttf',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    });
  });
