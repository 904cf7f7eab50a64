import { DomainError, refuse, type Workspace } from '@boon/core';
import { findWorkspaceBySlug, readState } from '@boon/db';
import { openCheckout } from '../certificates/purchase-certificate.ts';
import { notFound } from '../decisions/decide-and-record.ts';
import type { Services } from '../services.ts';
import { type Settlement, settlePayment } from './settle-payment.ts';

/**
 * The customer is back from the payment page: asks the provider, activates when paid.
 * @throws DomainError unauthorized for a link that is forged, of another shop, or out of date
 */
export async function readPurchase(
  services: Services,
  slug: string,
  token: string,
): Promise<Settlement & { workspace: Workspace }> {
  const workspace = await findWorkspaceBySlug(services.database, slug);
  if (!workspace) throw notFound('shop');
  const ids = services.tokens.verify('purchase', token);
  if (!ids || ids.workspaceId !== workspace.id) {
    throw new DomainError(
      refuse(
        'unauthorized',
        'This link is not valid. If you have paid, the certificate is on its way by e-mail.',
      ),
    );
  }
  const settlement = await settlePayment(services, ids);
  if (settlement.state !== 'open' || settlement.checkoutUrl !== null) return { ...settlement, workspace };
  return { ...settlement, workspace, checkoutUrl: await reopen(services, workspace, ids) };
}

// The payment page was asked for, but the answer never arrived: asking again gives the same page.
async function reopen(
  services: Services,
  workspace: Workspace,
  ids: { certificateId: string; paymentId: string },
) {
  const { certificate, payment } = await readState(services.database, workspace.id, {
    certificateId: ids.certificateId,
    paymentId: ids.paymentId,
  });
  if (!certificate || payment?.status !== 'open') return null;
  return openCheckout(services, workspace, certificate, payment);
}
