import {
  type CertificateFacts,
  type CertificateKind,
  type CertificateType,
  checkGift,
  DELIVERY_DAYS_AHEAD_MAX,
  type Decision,
  DomainError,
  decidePurchase,
  deliveryWindow,
  type GiftInput,
  type Origin,
  type PaymentRecord,
  type Proof,
  promisedDays,
  refuse,
  type Segment,
  type StoredCertificate,
  type Workspace,
} from '@boon/core';
import { type Recorded, recordDecision } from '@boon/db';
import type { Services } from '../services.ts';

export type Sale = {
  readonly workspace: Workspace;
  readonly segment: Segment;
  /** Every type of the workspace. */
  readonly types: readonly CertificateType[];
  readonly typeId: string | null;
  readonly proof: Proof;
};

/** What is written down of a sale that is allowed. */
export type Sold = Pick<CertificateFacts, 'segmentId' | 'typeId' | 'expiresAfterDays'>;

/**
 * Whether this may be sold to whoever asks, and whether the gift is right, for portal, console and API alike.
 * @throws DomainError forbidden, type_not_available, amount_out_of_range or validation_failed; the last two name every
 * field with what would be right
 */
export function assertSale(sale: Sale, gift: GiftInput, now: Date): Sold {
  const { workspace, segment, types, typeId } = sale;
  const limits = { ...workspace, ...deliveryWindow(now, workspace.timeZone, DELIVERY_DAYS_AHEAD_MAX) };
  const refusal = decidePurchase({ ...sale, amountMinor: gift.amountMinor, limits });
  if (refusal && refusal.code !== 'amount_out_of_range') throw new DomainError(refusal);
  // A type may have prices of its own, so the amount is what the sale says of it.
  const { amountMinor: _amountMinor, ...others } = checkGift(gift, limits);
  const fields = refusal ? { amountMinor: refusal.message, ...others } : others;
  const problems = Object.values(fields);
  if (problems.length > 0) {
    const code = refusal?.code ?? 'validation_failed';
    throw new DomainError(refuse(code, problems.join(' '), { fields }));
  }
  const type = types.find(({ id }) => id === typeId) ?? null;
  return { segmentId: segment.id, typeId, expiresAfterDays: promisedDays(type, workspace) };
}

export type NewCertificate = {
  readonly id: string;
  readonly sold: Sold;
  readonly kind: CertificateKind;
  readonly origin: Origin;
  readonly payment: PaymentRecord | null;
  readonly gift: GiftInput;
};

/** Whether a certificate is for the people and with the words of this gift, as it would have been written down. */
export function holdsGift(certificate: StoredCertificate, gift: Omit<GiftInput, 'amountMinor'>): boolean {
  return (
    certificate.purchaser.name === gift.purchaser.name.trim() &&
    certificate.purchaser.email === gift.purchaser.email.trim() &&
    certificate.recipient.name === gift.recipient.name.trim() &&
    certificate.recipient.email === (gift.recipient.email?.trim() ?? null) &&
    certificate.message === gift.message.trim() &&
    certificate.delivery === gift.delivery &&
    certificate.deliverOn === gift.deliverOn
  );
}

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
      ...certificate.sold,
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
