/**
 * One call as a form describes it.
 * @typedef {{ method: string, url: string, headers: [name: string, value: string][], body: string | null }} Call
 */

/**
 * Reads the call a form stands for, without the API key.
 * @param {HTMLFormElement} form
 * @param {string} origin
 * @returns {Call}
 */
export function readCall(form, origin) {
  const { method = 'GET', path = '' } = form.dataset;
  const url = new URL(origin);
  /** @type {Call['headers']} */
  const headers = [];
  let filled = path;
  for (const { name, place, value } of inputsOf(form)) {
    if (place === 'path')
      filled = filled.replace(`{${name}}`, value === '' ? `{${name}}` : encodeURIComponent(value));
    else if (value === '') continue;
    else if (place === 'query') url.searchParams.set(name, value);
    else headers.push([name, value]);
  }
  const area = form.querySelector('textarea');
  if (area) headers.push(['Content-Type', 'application/json']);
  return { method, url: `${url.origin}${filled}${url.search}`, headers, body: area ? area.value : null };
}

/**
 * The first parameter of the path that nobody filled in.
 * @param {HTMLFormElement} form
 * @returns {HTMLElement | null}
 */
export function emptyPathInput(form) {
  return inputsOf(form).find(({ place, value }) => place === 'path' && value === '')?.element ?? null;
}

/**
 * The same call for a shell; the key is the shell's variable, so that it ends in no history.
 * @param {Call} call
 * @returns {string}
 */
export function curlOf({ method, url, headers, body }) {
  return [
    `curl -X ${method} ${quoted(url)}`,
    '-H "Authorization: Bearer $BOON_KEY"',
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/**
 * @param {HTMLFormElement} form
 */
function inputsOf(form) {
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
  const elements = form.querySelectorAll('[data-place]');
  return [...elements].map((element) => ({
    element,
    name: element.dataset.name ?? '',
    place: element.dataset.place ?? '',
    value: element.value.trim(),
  }));
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
