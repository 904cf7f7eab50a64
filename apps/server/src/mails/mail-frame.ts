import { brandPalette } from '@boon/core/brand';
import { html, raw, type SafeHtml } from './html.ts';

export type MailFrame = {
  /** The sentence that mail programs show beside the subject. */
  readonly preview: string;
  readonly title: string;
  readonly businessName: string;
  readonly brandColour: string;
  readonly content: readonly SafeHtml[];
  readonly footer: readonly string[];
};

const TEXT_FONT = "Commissioner,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const DISPLAY_FONT = "Besley,Georgia,'Times New Roman',serif";
const CODE_FONT = "'Atkinson Hyperlegible Mono',ui-monospace,Menlo,Consolas,'Courier New',monospace";

/** Inline styles of the parts; the dark theme overrides them by class, where a mail program can. */
export const STYLE = {
  heading: `margin:0;font:600 28px/34px ${DISPLAY_FONT};color:#14231F`,
  text: `margin:0;font:400 16px/25px ${TEXT_FONT};color:#43534E`,
  strong: `font:600 16px/25px ${TEXT_FONT};color:#14231F`,
  label: `margin:0;font:400 14px/20px ${TEXT_FONT};color:#5E6D68`,
  amount: `margin:0;font:700 44px/52px ${DISPLAY_FONT};color:#14231F`,
  code: `margin:0;font:600 26px/34px ${CODE_FONT};color:#A1243B;white-space:nowrap`,
  line: '1px solid #D3DAD7',
} as const;

/** One column of 600 px on tables, which every mail program lays out alike. */
export function frameMail(frame: MailFrame): string {
  const { light } = brandPalette(frame.brandColour);
  const { markup } = html`<!doctype html>
<html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${frame.title}</title>
<style>${raw(styleSheet(frame.brandColour))}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#F6F8F7;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${frame.preview}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#F6F8F7">
<tr><td align="center" class="gutter" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left">
<tr><td class="brand" style="padding:0 0 16px;font:600 18px/24px ${raw(TEXT_FONT)};color:${light.brand}">${frame.businessName}</td></tr>
<tr><td class="surface line" style="background:#FFFFFF;border:${STYLE.line};border-radius:2px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${frame.content}
<tr><td style="font-size:0;line-height:0;height:32px">&nbsp;</td></tr>
</table>
</td></tr>
<tr><td class="quiet" style="padding:20px 0 0;font:400 14px/21px ${raw(TEXT_FONT)};color:#5E6D68">${frame.footer.map((line) => html`${line}<br>`)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
  return markup;
}

/** One row of the column, with the column's margins. */
export function row(content: SafeHtml, topPx = 24): SafeHtml {
  return html`<tr><td class="inset" style="padding:${topPx}px 40px 0">${content}</td></tr>
`;
}

/** The one button of a mail: a table cell, since padding on a link alone is lost in Outlook. */
export function button(label: string, url: string, brandColour: string): SafeHtml {
  const { brand, onBrand } = brandPalette(brandColour).light;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" bgcolor="${brand}" style="background:${brand};border-radius:6px"><a class="button-text" href="${url}" style="display:inline-block;padding:12px 24px;font:600 16px/20px ${raw(TEXT_FONT)};color:${onBrand};text-decoration:none">${label}</a></td></tr></table>`;
}

/** Words of another person, set apart by a rule in the business's colour. */
export function quote(text: SafeHtml, brandColour: string): SafeHtml {
  const { brand } = brandPalette(brandColour).light;
  return html`<blockquote class="quote" dir="auto" style="margin:0;padding:0 0 0 16px;border-left:3px solid ${brand};overflow-wrap:anywhere"><p class="text" style="${STYLE.text};unicode-bidi:plaintext;text-align:start">${text}</p></blockquote>`;
}

/** The code as real text: it can be read aloud, copied and searched for. */
export function codeBlock(code: string): SafeHtml {
  return html`<p class="quiet" style="${STYLE.label}">Certificate code</p><p class="serial code" style="${STYLE.code}">${code}</p>`;
}

/** `!important` is what lets a class win over the inline style; `data-ogsc` is Outlook's name for its dark theme. */
function styleSheet(brandColour: string): string {
  const { dark } = brandPalette(brandColour);
  const rules: readonly (readonly [string, string])[] = [
    ['.paper', 'background:#0E1614!important'],
    ['.surface', 'background:#16201D!important'],
    ['.line', 'border-color:#2A3733!important'],
    ['.strong', 'color:#E9F0ED!important'],
    ['.text', 'color:#B7C4BF!important'],
    ['.quiet', 'color:#93A29C!important'],
    ['.serial', 'color:#FF8FA0!important'],
    ['.brand', `color:${dark.brand}!important`],
    ['.quote', `border-color:${dark.brand}!important`],
    ['.button', `background:${dark.brand}!important`],
    ['.button-text', `color:${dark.onBrand}!important`],
  ];
  const darkRules = rules.map(([selector, style]) => `${selector}{${style}}`).join('');
  const outlookRules = rules.map(([selector, style]) => `[data-ogsc] ${selector}{${style}}`).join('');
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    'a{color:inherit}',
    '@media (max-width:480px){.gutter{padding:20px 8px!important}.inset{padding-left:20px!important;padding-right:20px!important}.code{font-size:22px!important}.rosette{width:84px!important;height:84px!important}}',
    `@media (prefers-color-scheme:dark){${darkRules}}`,
    outlookRules,
  ].join('\n');
}
