/** The product's tokens, but a plain page of its own: it must never be taken for a payment provider's. */
export const PAYMENT_PAGE_CSS = `
:root {
  color-scheme: light dark;
  --paper: #f6f8f7; --surface: #ffffff; --line: #d3dad7; --line-strong: #7c8985;
  --ink: #14231f; --ink-2: #43534e;
  --brand: #0b5c5e; --brand-hover: #084749; --brand-soft: #e0efee; --on-brand: #ffffff; --focus: #1456c8;
  --warning: #855300; --warning-soft: #fcefd6; --danger: #b3261e; --danger-soft: #fbe6e4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e1614; --surface: #16201d; --line: #2a3733; --line-strong: #74857f;
    --ink: #e9f0ed; --ink-2: #b7c4bf;
    --brand: #5cc2be; --brand-hover: #7fd3cf; --brand-soft: #123634; --on-brand: #062321; --focus: #8ab4ff;
    --warning: #f0b955; --warning-soft: #35260a; --danger: #ff8a80; --danger-soft: #3b1614;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 Commissioner, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header {
  background: repeating-linear-gradient(-45deg, var(--warning) 0 10px, var(--warning-soft) 10px 20px);
  border-bottom: 1px solid var(--warning); padding-block: 8px;
}
header p {
  margin: 0; padding: 12px max(16px, calc((100% - 448px) / 2));
  background: var(--warning-soft); color: var(--ink);
}
header strong { display: block; font-size: 18px; color: var(--warning); }
main { max-width: 480px; margin: 0 auto; padding: 32px 16px 48px; }
h1 { margin: 0 0 24px; font: 600 28px/1.15 Besley, Georgia, 'Times New Roman', serif; }
dl { margin: 0 0 24px; border-block: 1px solid var(--line); }
dl div { display: flex; flex-wrap: wrap; gap: 0 16px; padding: 10px 0; }
dl div + div { border-top: 1px solid var(--line); }
dt { flex: 0 0 72px; color: var(--ink-2); }
dd { flex: 1 1 180px; margin: 0; }
label { display: block; margin-bottom: 6px; font-weight: 600; }
input {
  width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line-strong); border-radius: 6px;
  background: var(--surface); color: var(--ink); font: inherit;
}
input[aria-invalid='true'] { border: 2px solid var(--danger); }
.hint { margin: 8px 0 24px; color: var(--ink-2); font-size: 14px; }
.hint p, .hint ul { margin: 0; }
.hint ul { padding-left: 20px; }
.number { color: var(--ink); white-space: nowrap; }
button {
  width: 100%; min-height: 44px; margin-bottom: 12px; padding: 8px 16px; border: 1px solid var(--brand); border-radius: 6px;
  background: var(--brand); color: var(--on-brand); font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--brand-hover); border-color: var(--brand-hover); }
button.quiet { background: transparent; color: var(--brand); }
button.quiet:hover { background: var(--brand-soft); border-color: var(--brand); }
a { display: inline-block; min-height: 24px; color: var(--brand); text-underline-offset: 3px; }
a:hover { color: var(--brand-hover); }
.error {
  display: flex; gap: 12px; margin-bottom: 24px; padding: 12px; border: 1px solid var(--danger); border-radius: 6px;
  background: var(--danger-soft); color: var(--ink);
}
.error p { margin: 0; }
.error svg { flex: none; margin-top: 2px; fill: none; stroke: var(--danger); stroke-width: 2; stroke-linecap: round; }
:focus-visible, .error:focus { outline: 2px solid var(--focus); outline-offset: 2px; }
`;
