import { DomainError, type Proof, refuse, type Segment } from '@boon/core';
import type { Services } from '../services.ts';

/** What a customer shows to buy in a closed segment, until it ends. */
export type Entry = { readonly proof: string; readonly expiresAt: string };

export async function issueEntry(
  services: Services,
  segment: Segment,
  entered: { readonly way: 'access_code' } | { readonly way: 'email'; readonly email: string },
): Promise<Entry> {
  const { token, expiresAt } = await services.tokens.sign('segment', {
    workspaceId: segment.workspaceId,
    segmentId: segment.id,
    ...entered,
  });
  return { proof: token, expiresAt: expiresAt.toISOString() };
}

/** What a token proves; one that is forged, over, or of another workspace proves no more than the link does. */
export function readProof(services: Services, workspaceId: string, token: string | null): Proof {
  const claims = token === null ? null : services.tokens.verify('segment', token);
  if (claims?.workspaceId !== workspaceId) return { kind: 'link' };
  const { segmentId } = claims;
  return claims.way === 'email'
    ? { kind: 'email', segmentId, email: claims.email }
    : { kind: 'access_code', segmentId };
}

/** One answer for every way of not getting in: who asks learns nothing about codes and lists. */
export function notAdmitted(): DomainError {
  return new DomainError(
    refuse('forbidden', 'This does not open the page. Check what you entered, or ask who invited you.'),
  );
}
