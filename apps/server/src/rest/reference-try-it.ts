import { html } from 'hono/html';
import type { Input, Operation } from './reference-model.ts';

type Html = ReturnType<typeof html>;

// Everything here is hidden until the script is there that makes it work.

/** The one place for the API key. */
export function tryItKey(): Html {
  return html`<section class="key" id="try-it" aria-labelledby="try-it-title" data-try hidden>
    <h2 id="try-it-title">Try it</h2>
    <label for="api-key">API key</label>
    <div class="row">
      <input id="api-key" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="api-key-hint" />
      <button type="button" id="api-key-show" aria-pressed="false">Show</button>
    </div>
    <p class="hint" id="api-key-hint">
      <strong>Calls act on the real data of the key’s workspace.</strong>
      The key stays in the memory of this tab: it is stored nowhere and gone when you reload.
    </p>
  </section>`;
}

/** The form of one call: its parameters, its body, and a place for the answer. */
export function tryItForm({ id, method, path, effect, inputs, bodyExample }: Operation): Html {
  return html`<details class="try" data-try hidden>
    <summary>Try it</summary>
    <form data-call="${id}" data-method="${method}" data-path="${path}" autocomplete="off" novalidate>
      ${inputs.map((input) => inputField(id, path, input))}
      ${bodyExample === null ? '' : bodyField(id, bodyExample)}
      <p class="row">
        <button type="submit" class="send">Send ${method}</button>
        <span class="hint">${effect === 'reads' ? 'Changes nothing.' : 'Changes real data.'}</span>
      </p>
      <div class="answer" role="status" aria-label="Answer of ${method} ${path}"></div>
    </form>
  </details>`;
}

function inputField(call: string, path: string, { name, place, required, hint, options }: Input): Html {
  const field = `${call}-${name}`;
  const about = hint === '' ? '' : html`<p class="hint" id="${field}-hint">${plain(hint)}</p>`;
  const described = hint === '' ? '' : html` aria-describedby="${field}-hint"`;
  const label = html`<label for="${field}">${name}${required ? '' : html` <span class="hint">optional</span>`}</label>`;
  if (options.length > 0) {
    return html`<div class="field">${label}
      <select id="${field}" data-name="${name}" data-place="${place}"${described}>
        <option value="">any</option>
        ${options.map((option) => html`<option>${option}</option>`)}
      </select>${about}</div>`;
  }
  const holds = place === 'path' ? html` data-holds="${heldBy(path, name)}"` : '';
  const input = html`<input id="${field}" data-name="${name}" data-place="${place}" spellcheck="false" autocapitalize="off" class="code"${holds}${described} />`;
  if (place !== 'header') return html`<div class="field">${label}${input}${about}</div>`;
  return html`<div class="field">${label}
    <div class="row">${input}<button type="button" data-renew>New key</button></div>${about}</div>`;
}

function bodyField(call: string, example: string): Html {
  const rows = example.split('\n').length;
  return html`<div class="field"><label for="${call}-body">Body</label>
    <textarea id="${call}-body" data-body class="code" rows="${rows}" spellcheck="false">${example}</textarea></div>`;
}

/** Whose id a parameter is, so that the last answer's can be filled in. */
function heldBy(path: string, name: string): string {
  if (name === 'redemption') return 'redemption';
  return path.startsWith('/v1/orders') ? 'order' : 'certificate';
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}
