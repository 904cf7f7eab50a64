import { randomBytes, randomUUID } from 'node:crypto';
import {
  activate,
  type CertificateFacts,
  completeOrder,
  createCertificate,
  type Decision,
  expire,
  firstSegment,
  type Outcome,
  openOrder,
  purchaseOnPortal,
  redeem,
  type SealedCode,
  type StoredCertificate,
  type StoredOrder,
  SYSTEM,
  voidCertificate,
  type Workspace,
} from '@boon/core';
import { facts, NOW, openPayment, PAID, STAFF, WIDGET } from '@boon/core/testing';
import { type Database, withWorkspace } from '../connect.ts';
import { readState } from '../read-state.ts';
import { recordDecision } from '../record-decision.ts';
import { insertWorkspace } from '../workspaces.ts';

export type GivenWorkspace = Workspace & { readonly segmentId: string };

/** A workspace with its default segment; certificates are valid for 730 days. */
export async function givenWorkspace(
  database: Database,
  changes: Partial<Workspace> = {},
): Promise<GivenWorkspace> {
  const id = randomUUID();
  const workspace: Workspace = {
    id,
    slug: `w-${id}`,
    name: 'Aurora Journeys',
    publicEmail: 'hello@example.com',
    notificationEmail: 'team@example.com',
    brandColour: '#0B5C5E',
    currency: 'EUR',
    language: 'en',
    timeZone: 'Atlantic/Reykjavik',
    portalEnabled: true,
    portalHeading: 'Give a journey',
    portalIntro: '',
    amountMinMinor: 2_500,
    amountMaxMinor: 200_000,
    suggestedAmountsMinor: [5_000, 10_000],
    expiresAfterDays: 730,
    terms: '',
    bookingUrl: null,
    allowedOrigins: [],
    ...changes,
  };
  const segmentId = randomUUID();
  await withWorkspace(database, id, (tx) =>
    insertWorkspace(
      tx,
      workspace,
      firstSegment({ id: segmentId, workspaceId: id, slug: 'all', name: 'Everybody', language: 'en' }),
    ),
  );
  return { ...workspace, segmentId };
}

/** Bytes of the right shape: what they seal matters to nobody here. */
export function sealedCode(): SealedCode {
  return {
    lookup: randomBytes(32),
    lookupKeyVersion: 1,
    ciphertext: randomBytes(40),
    last4: randomBytes(4).toString('hex').slice(0, 4).toUpperCase(),
  };
}

export function giftFacts(
  { id, segmentId }: GivenWorkspace,
  changes: Partial<CertificateFacts> = {},
): CertificateFacts {
  return facts({ id: randomUUID(), workspaceId: id, segmentId, code: sealedCode(), ...changes });
}

/** @throws Error for a refusal, or when nothing was recorded */
export async function record(database: Database, outcome: Outcome): Promise<Decision> {
  if (outcome.type === 'refusal') throw new Error(`refused: ${outcome.code}`);
  const recorded = await recordDecision(database, outcome);
  if (recorded !== 'recorded') throw new Error(recorded);
  return outcome;
}

/** @throws Error when it is not there */
export async function certificateOf(
  database: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<StoredCertificate> {
  const { certificate } = await readState(database, workspaceId, { certificateId: id });
  if (!certificate) throw new Error(`certificate ${id} is not there`);
  return certificate;
}

export async function orderOf(
  database: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<StoredOrder> {
  const { order } = await readState(database, workspaceId, { orderId: id });
  if (!order) throw new Error(`order ${id} is not there`);
  return order;
}

/** A portal purchase whose payment is open. */
export async function givenPending(
  database: Database,
  workspace: GivenWorkspace,
  changes: Partial<CertificateFacts> = {},
  now = NOW,
) {
  const gift = giftFacts(workspace, { createdAt: now, ...changes });
  const paymentId = randomUUID();
  await record(database, purchaseOnPortal(gift, paymentId, now));
  const payment = {
    ...openPayment({ ...gift, state: { status: 'pending' } }),
    id: paymentId,
    createdAt: now,
  };
  return { certificate: await certificateOf(database, gift), payment };
}

/** Bought on the portal and paid at `now`. */
export async function givenActive(
  database: Database,
  workspace: GivenWorkspace,
  changes: Partial<CertificateFacts> = {},
  now = NOW,
): Promise<StoredCertificate> {
  const { certificate, payment } = await givenPending(database, workspace, changes, now);
  await record(database, activate(certificate, PAID, payment, workspace, SYSTEM, now));
  return certificateOf(database, certificate);
}

/** Given by staff, free of charge. */
export async function givenComplimentary(
  database: Database,
  workspace: GivenWorkspace,
  now = NOW,
): Promise<StoredCertificate> {
  const gift = giftFacts(workspace, { kind: 'complimentary', origin: 'admin', createdAt: now });
  await record(database, createCertificate(gift, workspace, STAFF, 'silent', now));
  return certificateOf(database, gift);
}

/** An open order. */
export async function givenOrder(
  database: Database,
  { id: workspaceId, currency }: Workspace,
  totalMinor = 50_000,
  createdAt = NOW,
): Promise<StoredOrder> {
  const id = randomUUID();
  await record(
    database,
    openOrder({
      id,
      workspaceId,
      reference: `TOUR-${id}`,
      status: 'open',
      total: { amountMinor: totalMinor, currency },
      appliedMinor: 0,
      customerName: 'Jon Fell',
      customerEmail: 'jon@example.com',
      expiresAt: null,
      createdAt,
      closedAt: null,
    }),
  );
  return orderOf(database, { workspaceId, id });
}

/** Used on `order`, which is read again first. */
export async function givenRedeemed(
  database: Database,
  certificate: StoredCertificate,
  order: StoredOrder,
  now = NOW,
): Promise<{ certificate: StoredCertificate; redemptionId: string }> {
  const redemptionId = randomUUID();
  const current = await orderOf(database, order);
  await record(database, redeem(certificate, current, redemptionId, WIDGET, now));
  return { certificate: await certificateOf(database, certificate), redemptionId };
}

export async function givenVoided(
  database: Database,
  certificate: StoredCertificate,
  now = NOW,
): Promise<StoredCertificate> {
  await record(database, voidCertificate(certificate, null, 'a mistake', STAFF, now));
  return certificateOf(database, certificate);
}

/** Booked as expired at the instant its last day ends. */
export async function givenExpired(
  database: Database,
  certificate: StoredCertificate,
): Promise<StoredCertificate> {
  if (certificate.state.status !== 'active' || certificate.state.validity === null)
    throw new Error('only an active certificate with a last day expires');
  await record(database, expire(certificate, certificate.state.validity.expiresAt));
  return certificateOf(database, certificate);
}

export async function givenCompleted(
  database: Database,
  order: StoredOrder,
  now = NOW,
): Promise<StoredOrder> {
  await record(database, completeOrder(await orderOf(database, order), now));
  return orderOf(database, order);
}
