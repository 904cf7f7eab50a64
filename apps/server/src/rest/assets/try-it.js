import { showAnswer, showTrouble } from './answer.js';
import { curlOf, emptyPathInput, readCall } from './call.js';

const ANSWER_MS_MAX = 30_000;

const keyInput = /** @type {HTMLInputElement} */ (document.getElementById('api-key'));
const showKey = /** @type {HTMLButtonElement} */ (document.getElementById('api-key-show'));
/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll('form[data-call]');

showKey.addEventListener('click', () => {
  const isShown = keyInput.type === 'password';
  keyInput.type = isShown ? 'text' : 'password';
  showKey.setAttribute('aria-pressed', String(isShown));
});
// A page that comes back from the browser's cache comes back without the key.
window.addEventListener('pagehide', () => {
  keyInput.value = '';
});

for (const form of forms) {
  renewKey(form);
  renewReference(form);
  form.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement) event.target.dataset.typed = '';
    writeCurl(form);
  });
  form.querySelector('[data-renew]')?.addEventListener('click', () => {
    renewKey(form);
    writeCurl(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
  writeCurl(form);
}
for (const hidden of document.querySelectorAll('[data-try]')) hidden.removeAttribute('hidden');

/** @param {HTMLFormElement} form */
function writeCurl(form) {
  const place = document.querySelector(`[data-curl="${form.dataset.call}"]`);
  if (place) place.textContent = curlOf(readCall(form, location.origin));
}

/** @param {HTMLFormElement} form */
function renewKey(form) {
  /** @type {HTMLInputElement | null} */
  const input = form.querySelector('input[data-place="header"]');
  if (input) input.value = newId();
}

/**
 * An order's reference is its own for ever, so whoever tries the example again needs another one.
 * @param {HTMLFormElement} form
 */
function renewReference(form) {
  const area = form.querySelector('textarea');
  if (form.dataset.call !== 'createOrder' || !area) return;
  area.value = area.defaultValue.replace(/"reference": "[^"]+/, `$&-${newId().slice(0, 8)}`);
}

// crypto.randomUUID exists on https and on localhost only.
function newId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte, place) => versioned(byte, place).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * @param {number} byte
 * @param {number} place
 */
function versioned(byte, place) {
  if (place === 6) return (byte & 0x0f) | 0x40;
  return place === 8 ? (byte & 0x3f) | 0x80 : byte;
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const place = form.querySelector('.answer');
  const button = form.querySelector('.send');
  if (!place || !button || button.getAttribute('aria-disabled') === 'true') return;
  const key = keyInput.value.trim();
  if (key === '') {
    showTrouble(place, 'Paste an API key first.', jumpTo(keyInput, 'Go to the key'));
    return;
  }
  const empty = emptyPathInput(form);
  if (empty) {
    showTrouble(place, 'Fill in the address first.', jumpTo(empty, `Go to ${empty.dataset.name}`));
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await answer(form, place, key);
  } catch {
    showTrouble(place, 'There was no answer. The call may have happened: send it again with the same key.');
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Element} place
 * @param {string} key
 */
async function answer(form, place, key) {
  const { method, url, headers, body } = readCall(form, location.origin);
  const startedAt = performance.now();
  const response = await fetch(url, {
    method,
    headers: [...headers, ['Authorization', `Bearer ${key}`]],
    ...(body === null ? {} : { body }),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const content = await response.blob();
  const json = await showAnswer(place, response, content, performance.now() - startedAt);
  if (response.ok) fillIn(new URL(url).pathname, json);
}

/**
 * Puts the ids of an answer where later calls need them, unless somebody typed there.
 * @param {string} path
 * @param {unknown} json
 */
function fillIn(path, json) {
  const { id, redemptions } = /** @type {{ id?: unknown, redemptions?: { id: string }[] }} */ (Object(json));
  put(path.startsWith('/v1/orders') ? 'order' : 'certificate', id);
  put('redemption', redemptions?.at(-1)?.id);
}

/**
 * @param {string} holds
 * @param {unknown} id
 */
function put(holds, id) {
  if (typeof id !== 'string') return;
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll(`input[data-holds="${holds}"]`);
  for (const input of inputs) {
    if (input.dataset.typed !== undefined && input.value !== '') continue;
    input.value = id;
    if (input.form) writeCurl(input.form);
  }
}

/**
 * @param {HTMLElement} target
 * @param {string} text
 */
function jumpTo(target, text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', () => {
    target.focus();
    target.scrollIntoView({ block: 'center' });
  });
  return button;
}
