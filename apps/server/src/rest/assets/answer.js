const SHOWN_HEADERS = [
  'x-request-id',
  'idempotent-replayed',
  'retry-after',
  'location',
  'allow',
  'www-authenticate',
];

/** The files of the answers that are shown, by the place they are shown in. @type {WeakMap<Element, string>} */
const files = new WeakMap();

/**
 * Shows what came back: status, time, the headers that matter, and the body.
 * @param {Element} place
 * @param {Response} answer
 * @param {Blob} body
 * @param {number} tookMs
 * @returns {Promise<unknown>} what the body holds, if it is JSON
 */
export async function showAnswer(place, answer, body, tookMs) {
  forgetFile(place);
  const status = element('p', `${answer.status} ${answer.statusText}`.trim());
  status.className = answer.ok ? 'status good' : 'status bad';
  status.append(element('span', ` ${Math.round(tookMs)} ms`));
  const headers = document.createElement('dl');
  for (const name of SHOWN_HEADERS) {
    const value = answer.headers.get(name);
    if (value !== null) headers.append(element('dt', name), element('dd', value));
  }
  const type = answer.headers.get('content-type') ?? '';
  if (!type.includes('json')) {
    place.replaceChildren(status, headers, fileLink(place, body, answer));
    return undefined;
  }
  const json = JSON.parse(await body.text());
  const text = document.createElement('pre');
  text.tabIndex = 0;
  text.append(element('code', JSON.stringify(json, null, 2)));
  place.replaceChildren(status, headers, text);
  return json;
}

/**
 * Shows a sentence instead of an answer.
 * @param {Element} place
 * @param {string} sentence
 * @param {HTMLElement} [action]
 */
export function showTrouble(place, sentence, action) {
  forgetFile(place);
  const line = element('p', `${sentence} `);
  line.className = 'status bad';
  if (action) line.append(action);
  place.replaceChildren(line);
}

/**
 * @param {Element} place
 * @param {Blob} body
 * @param {Response} answer
 */
function fileLink(place, body, answer) {
  const address = URL.createObjectURL(body);
  files.set(place, address);
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'answer';
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.textContent = `Download ${name}, ${Math.ceil(body.size / 1024)} kB`;
  const line = document.createElement('p');
  line.append(link);
  return line;
}

/** @param {Element} place */
function forgetFile(place) {
  const address = files.get(place);
  if (address !== undefined) URL.revokeObjectURL(address);
  files.delete(place);
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
