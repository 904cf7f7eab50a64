/** HTML that is safe to send; only `html` and `raw` make it, so plain strings cannot slip in unescaped. */
export type SafeHtml = { readonly markup: string };

type Value = SafeHtml | readonly SafeHtml[] | string | number;

/** Template tag: what is written stays, what is filled in is escaped unless it is `SafeHtml` already. */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): SafeHtml {
  const markup = literals.reduce((text, literal, index) => {
    const value = values[index - 1];
    return `${text}${value === undefined ? '' : markupOf(value)}${literal}`;
  });
  return { markup };
}

/** For our own constants only, such as a style sheet. */
export function raw(markup: string): SafeHtml {
  return { markup };
}

/**
 * Text that strangers typed, line breaks kept. Mail programs turn anything like an address into a link, under the
 * business's good name; splitting it by an element keeps it dead, readable and free of invisible characters.
 */
export function userText(text: string): SafeHtml {
  const markup = escapeHtml(withoutControls(text))
    .replace(LINK_JOINTS, '<span>$&</span>')
    .replace(/\n/g, '<br>');
  return { markup };
}

/** The same for the plain part, which has no elements: an invisible word joiner splits what looks like an address. */
export function plainUserText(text: string): string {
  return withoutControls(text).replace(LINK_JOINTS, '$&\u2060');
}

/** The characters that make a link of their neighbours: `example.com`, `a@b`, `https://`. */
const LINK_JOINTS = /(?<=[\p{L}\p{N}])[.@\uFF0E\u3002\uFF61](?=\p{L})|:(?=\/\/)/gu;

/** Controls, and the bidirectional ones that make text read as something it is not. */
const CONTROLS = /(?!\n)\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

function withoutControls(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .trim();
}

function markupOf(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
