import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { stylesheetPath } from './page-assets.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export function linkPage({ email, token }: { email: string; token: string }): Html {
  return page(
    'Sign in to Boon',
    html`<h1>Sign in to Boon</h1>
      <p>This link signs you in once, as <strong>${email}</strong>.</p>
      <form method="post" action="/admin/auth/link">
        <input type="hidden" name="token" value="${token}">
        <button type="submit">Sign in to the console</button>
      </form>
      <p class="aside">Not you, or not expected? Close this page. Nothing happens until you press the button.</p>`,
  );
}

export function messagePage({ title, detail }: { title: string; detail: string }): Html {
  return page(
    title,
    html`<h1>${title}</h1>
      <p>${detail}</p>
      <p><a class="button" href="/admin">Go to the console</a></p>`,
  );
}

function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="stylesheet" href="${stylesheetPath}">
  </head>
  <body>
    <main>
      <p class="name">Boon</p>
      ${content}
    </main>
  </body>
</html>`;
}
