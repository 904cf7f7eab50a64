import {
  type CertificateFacts,
  type CertificateKind,
  checkGift,
  DELIVERY_DAYS_AHEAD_MAX,
  type Decision,
  DomainError,
  deliveryWindow,
  type GiftInput,
  type Origin,
  type PaymentRecord,
  refuse,
  type Workspace,
} from '@boon/core';
import { type Recorded, recordDecision } from '@boon/db';
import type { Services } from '../services.ts';

/** @throws DomainError amount_out_of_range or validation_failed; both name every field with what would be right */
export function assertGift(gift: GiftInput, workspace: Workspace, now: Date): void {
  const fields = checkGift(gift, {
    amountMinMinor: workspace.amountMinMinor,
    amountMaxMinor: workspace.amountMaxMinor,
    currency: workspace.currency,
    language: workspace.language,
    ...deliveryWindow(now, workspace.timeZone, DELIVERY_DAYS_AHEAD_MAX),
  });
  const problems = Object.entries(fields);
  if (problems.length === 0) return;
  const code = fields.amountMinor === undefined ? 'validation_failed' : 'amount_out_of_range';
  throw new DomainError(refuse(code, problems.map(([, problem]) => problem).join(' '), { fields }));
}

export type NewCertificate = {
  readonly id: string;
  readonly segmentId: string;
  readonly kind: CertificateKind;
  readonly origin: Origin;
  readonly payment: PaymentRecord | null;
  readonly gift: GiftInput;
};

const DRAWS_MAX = 5;

/**
 * Draws a code, decides and records; draws again when the workspace has that code already.
 * @returns `stale` when a certificate with this id exists: the same call came before
 */
export async function recordNewCertificate(
  services: Services,
  workspace: Workspace,
  certificate: NewCertificate,
  now: Date,
  decide: (facts: CertificateFacts) => Decision,
): Promise<Exclude<Recorded, 'code_taken'>> {
  const { gift } = certificate;
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const code = services.codes.draw();
    const facts: CertificateFacts = {
      id: certificate.id,
      workspaceId: workspace.id,
      segmentId: certificate.segmentId,
      kind: certificate.kind,
      origin: certificate.origin,
      amount: { amountMinor: gift.amountMinor, currency: workspace.currency },
      code: services.codes.seal(code, workspace.id, certificate.id),
      purchaser: { name: gift.purchaser.name.trim(), email: gift.purchaser.email.trim() },
      recipient: { name: gift.recipient.name.trim(), email: gift.recipient.email?.trim() ?? null },
      message: gift.message.trim(),
      delivery: gift.delivery,
      deliverOn: gift.deliverOn,
      payment: certificate.payment,
      createdAt: now,
    };
    const recorded = await recordDecision(services.database, decide(facts));
    if (recorded !== 'code_taken') return recorded;
  }
  throw new Error('no free code was drawn');
}
