/** How many origins may show a workspace's widget; the database says the same. */
export const ALLOWED_ORIGINS_MAX = 20;
/** Scheme, the longest host name there is, and a port. */
const ORIGIN_LENGTH_MAX = 300;
const TYPED_LENGTH_MAX = 2_000;
const EXAMPLE = 'https://www.example.com';

const HOST_NAME = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const HOST_NAME_LENGTH_MAX = 253;
/** Pages of the machine itself, where people try things; no one else can serve them to a customer. */
const OWN_MACHINE = ['localhost', '127.0.0.1'];

export type ParsedOrigin =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the origin of a site from what a person typed or pasted: its address, with or without a path. International
 * names become their ASCII form, as browsers send it. Refuses what is not https, but for the machine itself; wildcards;
 * names and passwords; and addresses in numbers.
 */
export function parseOrigin(typed: string): ParsedOrigin {
  const text = typed.trim();
  const problem = textProblem(text);
  if (problem !== null) return { ok: false, problem };
  const url = URL.parse(text);
  if (!url) return { ok: false, problem: `This is not the address of a site. Enter one like ${EXAMPLE}.` };
  const urlProblem = problemOf(url);
  return urlProblem === null ? { ok: true, origin: url.origin } : { ok: false, problem: urlProblem };
}

/** Whether a browser could have sent this as the `Origin` of a page on the web; `null` and inventions are none. */
export function isWebOrigin(text: string): boolean {
  return text.length <= ORIGIN_LENGTH_MAX && /^https?:\/\//.test(text) && URL.parse(text)?.origin === text;
}

function textProblem(text: string): string | null {
  if (text === '') return `Enter the address of your site, like ${EXAMPLE}.`;
  if (text.length > TYPED_LENGTH_MAX) return `An address has at most ${TYPED_LENGTH_MAX} characters.`;
  // The parser would drop line breaks and take a backslash for a slash: what it reads must be what people see.
  if (/[\s\p{C}\\]/u.test(text))
    return 'Remove the spaces, line breaks and backslashes, and enter one address at a time.';
  if (text.includes('*')) return 'Enter each address by itself: a * would let in sites that are not yours.';
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return `Start with https://, like ${EXAMPLE}.`;
  return null;
}

function problemOf({ protocol, username, password, hostname }: URL): string | null {
  if (username !== '' || password !== '') return 'Leave out the name and password before the @.';
  if (OWN_MACHINE.includes(hostname) && /^https?:$/.test(protocol)) return null;
  if (protocol !== 'https:')
    return `Use https://, like ${EXAMPLE}: http:// is for http://localhost and http://127.0.0.1 only.`;
  if (HOST_NAME.test(hostname) && hostname.length <= HOST_NAME_LENGTH_MAX) return null;
  return `Enter the full name of your site, like ${EXAMPLE}.`;
}
