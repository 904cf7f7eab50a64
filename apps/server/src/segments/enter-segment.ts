import type { Services } from '../services.ts';
import { type Entry, issueEntry, notAdmitted } from './entry.ts';
import { readShop, type ShopAddress } from './read-storefront.ts';

/** Enters a closed segment with an access code. @throws DomainError forbidden, the same for every wrong one */
export async function enterSegment(
  services: Services,
  request: ShopAddress & { readonly accessCode: string },
): Promise<Entry> {
  const { segment } = await readShop(services, request);
  if (!services.entryKeys.isAccessCode(request.accessCode, segment)) throw notAdmitted();
  return issueEntry(services, segment, { way: 'access_code' });
}
