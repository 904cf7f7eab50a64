import { DomainError, refuse, statusAt } from '@boon/core';
import { findWorkspaceBySlug, readState } from '@boon/db';
import { z } from 'zod';
import { checkCodePublicly } from '../certificates/check-code.ts';
import { purchaseCertificate } from '../certificates/purchase-certificate.ts';
import { notFound } from '../decisions/decide-and-record.ts';
import { readPurchase } from '../payments/read-purchase.ts';
import type { Settlement } from '../payments/settle-payment.ts';
import { readStorefront } from '../segments/read-storefront.ts';
import type { Services } from '../services.ts';
import { code, gift, id, slug, text } from './inputs.ts';
import { segmentEntry } from './portal-segments.ts';
import { publicProcedure, router } from './trpc.ts';
import { viewBrand, viewForHolder, viewStorefront } from './views.ts';

const shop = z.object({ workspace: slug });

/** What the public portal calls: no session, nothing but what a customer may know. */
export const portalRouter = router({
  storefront: publicProcedure
    .input(shop.extend({ segment: slug.optional(), proof: text.nullish() }))
    .query(async ({ ctx, input: { workspace, segment = null, proof = null } }) => {
      const storefront = await readStorefront(ctx.services, { workspace, segment, proof });
      return viewStorefront(storefront, ctx.services.testMode);
    }),

  purchase: publicProcedure
    .input(
      shop.extend({
        segment: slug.optional(),
        proof: text.nullish(),
        typeId: id.nullish(),
        certificateId: id,
        ...gift.shape,
      }),
    )
    .mutation(({ ctx, input: { segment = null, proof = null, typeId = null, ...input } }) =>
      purchaseCertificate(ctx.services, { ...input, segment, proof, typeId }),
    ),

  ...segmentEntry,

  purchaseStatus: publicProcedure.input(shop.extend({ purchase: text })).mutation(async ({ ctx, input }) => {
    const settlement = await readPurchase(ctx.services, input.workspace, input.purchase);
    const { certificate, checkoutUrl, workspace } = settlement;
    const state = purchaseState(settlement);
    return {
      state,
      isPaidBack: state === 'cancelled' && isPaidBack(settlement),
      certificate: viewForHolder(certificate),
      delivery: certificate.delivery,
      purchaserEmail: certificate.purchaser.email,
      recipientEmail: certificate.recipient.email,
      deliverOn: certificate.deliverOn,
      checkoutUrl,
      pdfUrl: state === 'paid' ? await documentUrl(ctx.services, workspace.id, certificate.id) : null,
    };
  }),

  checkCode: publicProcedure.input(shop.extend({ code })).mutation(async ({ ctx, input }) => {
    const workspace = await findWorkspaceBySlug(ctx.services.database, input.workspace);
    if (!workspace) throw notFound('shop');
    const { amount, ...answer } = await checkCodePublicly(ctx.services, {
      workspaceId: workspace.id,
      code: input.code,
      guesser: { address: ctx.addressSubject() },
    });
    return { ...answer, ...amount };
  }),

  certificate: publicProcedure.input(shop.extend({ token: text })).mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const workspace = await findWorkspaceBySlug(services.database, input.workspace);
    if (!workspace) throw notFound('shop');
    const claims = services.tokens.verify('certificate', input.token);
    if (claims?.workspaceId !== workspace.id) {
      throw new DomainError(
        refuse('unauthorized', 'This link is not valid. Open the link in the mail once more.'),
      );
    }
    const { certificate, now } = await readState(services.database, workspace.id, {
      certificateId: claims.certificateId,
    });
    if (!certificate) throw notFound('certificate');
    const status = statusAt(certificate, services.clock.from(now));
    const usable = status === 'active';
    return {
      brand: viewBrand(workspace),
      certificate: viewForHolder(certificate),
      status,
      code: usable ? services.codes.open(certificate.code, workspace.id, certificate.id).formatted() : null,
      pdfUrl: usable ? await documentUrl(services, workspace.id, certificate.id) : null,
      howToUse: howToUse(workspace.name),
    };
  }),
});

async function documentUrl(services: Services, workspaceId: string, certificateId: string): Promise<string> {
  const { token } = await services.tokens.sign('document', { workspaceId, certificateId });
  return `${services.publicUrl}/documents/${token}`;
}

function howToUse(businessName: string): string[] {
  return [
    `Choose what you would like to book with ${businessName}.`,
    'Enter the code at checkout. Capital letters and dashes do not matter.',
    'The certificate is used in full on one booking; you pay whatever is left by other means.',
  ];
}

/** `cancelled`: money came, or is on its way, for a certificate that was voided. */
function purchaseState({ state, certificate }: Settlement): Settlement['state'] | 'cancelled' {
  const isAboutMoney = state === 'paid' || state === 'processing';
  return isAboutMoney && certificate.state.status === 'voided' ? 'cancelled' : state;
}

/** What still comes for a voided certificate goes back by itself; of what had come before, staff decided. */
function isPaidBack({ state, certificate }: Settlement): boolean {
  return (
    state === 'processing' || (certificate.state.status === 'voided' && certificate.state.refund !== null)
  );
}
