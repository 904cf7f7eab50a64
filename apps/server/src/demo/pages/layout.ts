import { html } from 'hono/html';

export type Markup = ReturnType<typeof html>;

/** "€125.00": what the shop shows for an amount in minor units. */
export function money(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

type Page = {
  readonly title: string;
  readonly main: Markup;
  /** Scripts of this page, by address. */
  readonly scripts?: readonly string[];
  /** The REST calls behind this page, for the developer who reads along. */
  readonly calls?: readonly { readonly line: string; readonly why: string }[];
};

export function layout({ title, main, scripts = [], calls = [] }: Page): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Aurora Journeys</title>
<link rel="icon" href="/demo/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/assets/site.css">
<link rel="stylesheet" href="/demo/assets/checkout.css">
${scripts.map((source) => html`<script src="${source}" defer></script>`)}
</head>
<body>
<header>
<p class="sample">Sample booking site: nothing here is real. No tour takes place and no card is charged.</p>
<p class="masthead"><a href="/demo"><img src="/demo/assets/mark.svg" alt="" width="36" height="36">Aurora Journeys</a></p>
</header>
<main>
${main}
${calls.length > 0 ? developerNote(calls) : ''}
</main>
<footer><p>Aurora Journeys is a made-up tour operator. Its server talks to Boon over the REST API, as any booking site would.</p></footer>
</body>
</html>`;
}

function developerNote(calls: NonNullable<Page['calls']>): Markup {
  return html`<details class="developer">
<summary>For developers: the calls behind this page</summary>
<ol>${calls.map(({ line, why }) => html`<li><code>${line}</code> ${why}</li>`)}</ol>
</details>`;
}
