import { DomainError, refuseClosed } from '@boon/core';
import { readState, readWorkspace } from '@boon/db';
import { notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import type { SignedToken } from '../tokens/tokens.ts';

/** What the widget needs to act on one open order. @throws DomainError order_closed, not_found */
export async function issueCheckoutToken(
  services: Services,
  workspaceId: string,
  orderId: string,
): Promise<SignedToken> {
  const [{ order, now }, { language }] = await Promise.all([
    readState(services.database, workspaceId, { orderId }),
    readWorkspace(services.database, workspaceId),
  ]);
  if (!order) throw notFound('order');
  const closed = refuseClosed(order, services.clock.from(now));
  if (closed) throw new DomainError(closed);
  return services.tokens.sign('checkout', { workspaceId, orderId, language });
}
