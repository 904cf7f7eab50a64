import { EMAIL_LENGTH_MAX, emailProblem } from '../purchase/purchase-input.ts';
import type { SegmentAccess } from './segment.ts';

const DOMAIN_LENGTH_MAX = 253;
/** What the parser of hosts would take for something else than letters of a name: ports, paths, escapes, addresses. */
const NOT_A_NAME = /[\s/\\?#@:%[\]<>^|\p{C}]/u;

/**
 * A domain as it is compared: lower case, internationalised labels in their ASCII form (UTS 46, by the platform's own
 * host parser). Null for what is no domain name, such as a bare host, an address in numbers or `*.example.com`.
 */
export function normalDomain(text: string): string | null {
  const name = text.trim();
  if (name === '' || name.length > DOMAIN_LENGTH_MAX || NOT_A_NAME.test(name)) return null;
  const host = URL.parse(`http://${name}/`)?.hostname ?? '';
  const isName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host);
  return isName && host.length <= DOMAIN_LENGTH_MAX ? host : null;
}

/**
 * An address as it is compared, and as the one-time code is mailed to it: what was compared is what was proven. Null for
 * what is no address.
 */
export function normalEmail(text: string): string | null {
  const email = text.trim();
  if (emailProblem(email) !== null) return null;
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at).normalize('NFC').toLowerCase();
  const domain = normalDomain(email.slice(at + 1));
  if (domain === null) return null;
  const normal = `${local}@${domain}`;
  return normal.length <= EMAIL_LENGTH_MAX ? normal : null;
}

/** Whether an address, or exactly its domain, is on the list of a closed segment. */
export function isListed(access: SegmentAccess, email: string): boolean {
  if (access.kind === 'open') return false;
  const normal = normalEmail(email);
  if (normal === null) return false;
  const domain = normal.slice(normal.lastIndexOf('@') + 1);
  return access.emails.includes(normal) || access.domains.includes(domain);
}
