import {
  type Activity,
  type Actor,
  activate,
  type CertificateFacts,
  createCertificate,
  type Decision,
  decision,
  expire,
  purchaseOnPortal,
  SYSTEM,
  voidCertificate,
} from '@boon/core';
import { insertSentDeliveries, recordDecision } from '@boon/db';
import { demoId } from './demo-ids.ts';
import { asLeftBy, inOneStatement, mustHold } from './one-statement.ts';
import { MINUTE_MS, type PlannedCertificate } from './plan-certificate.ts';
import { documentMailOf, mailsOf, type PlannedMail } from './plan-mails.ts';
import type { Teller } from './teller.ts';

/** Certificates a statement. */
const BATCH = 50;
const DRAWS_MAX = 5;
/** How long after the last day the expiry was written down. */
const BOOKED_AFTER_MS = 4 * MINUTE_MS;

/** The certificates, oldest first so that their numbers tell the same order as their dates, up to their bookings. */
export async function tellCertificates(
  teller: Teller,
  planned: readonly PlannedCertificate[],
): Promise<void> {
  for (let first = 0; first < planned.length; first += BATCH) {
    const batch = planned.slice(first, first + BATCH);
    await tellBatch(teller, batch);
    await insertSentDeliveries(teller.database, teller.workspace.id, batch.flatMap(mailsOf));
  }
}

// A stale batch was written before, all of it: by a seeding that was interrupted later, or by another process.
async function tellBatch(teller: Teller, planned: readonly PlannedCertificate[]): Promise<void> {
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const told = planned.map((one) => storyOf(teller, one)).reduce(inOneStatement);
    if ((await recordDecision(teller.database, told)) !== 'code_taken') return;
  }
  throw new Error('no free codes were drawn');
}

/** Its whole life but for bookings: created, paid, sent, and voided or expired. */
function storyOf(teller: Teller, planned: PlannedCertificate): Decision {
  const { paidAt, voided, fate } = planned;
  const mail = documentMailOf(planned);
  const created = creationOf(teller, planned);
  const paid =
    paidAt === null || isPaidAtOnce(planned)
      ? created
      : inOneStatement(created, paymentOf(teller, planned, created, paidAt));
  const sent = mail === null ? paid : inOneStatement(paid, sendingOf(mail, paid.workspaceId));
  if (voided !== null) return inOneStatement(sent, voidingOf(teller, planned, sent, voided));
  return fate === 'expired' ? inOneStatement(sent, expiryOf(planned, sent)) : sent;
}

function isPaidAtOnce({ createdAt, paidAt }: PlannedCertificate): boolean {
  return paidAt?.getTime() === createdAt.getTime();
}

function creationOf(teller: Teller, planned: PlannedCertificate): Decision {
  const { workspace, staff, bookingSite } = teller;
  const { id, createdAt, origin } = planned;
  const facts = factsOf(teller, planned);
  if (origin === 'portal') return purchaseOnPortal(facts, demoId(createdAt, `payment of ${id}`), createdAt);
  const actor = origin === 'api' ? bookingSite : staff;
  return createCertificate(facts, workspace, actor, 'silent', createdAt);
}

function factsOf({ codes, workspace, segment }: Teller, planned: PlannedCertificate): CertificateFacts {
  const { id, gift, payment, kind, origin, createdAt } = planned;
  const { amountMinor, purchaser, recipient, message, delivery, deliverOn } = gift;
  return {
    id,
    workspaceId: workspace.id,
    segmentId: segment.id,
    typeId: null,
    expiresAfterDays: workspace.expiresAfterDays,
    kind,
    origin,
    amount: { amountMinor, currency: workspace.currency },
    code: codes.seal(codes.draw(), workspace.id, id),
    purchaser,
    recipient,
    message,
    delivery,
    deliverOn,
    payment: isPaidAtOnce(planned) ? payment : null,
    createdAt,
  };
}

function paymentOf(
  { workspace, staff }: Teller,
  { id, payment, origin, gift }: PlannedCertificate,
  told: Decision,
  paidAt: Date,
): Decision {
  if (payment === null) throw new Error(`certificate ${id} is paid without a payment`);
  const purchaser: Actor = { kind: 'purchaser', id: null, name: gift.purchaser.name };
  const actor = origin === 'portal' ? purchaser : staff;
  const [opened = null] = told.payments;
  return mustHold(activate(asLeftBy(told, id), payment, opened, workspace, actor, paidAt));
}

function sendingOf(mail: PlannedMail, workspaceId: string): Decision {
  const { id: deliveryId, certificateId, template, recipientEmail: to, createdAt: at } = mail;
  const details = { deliveryId, template, to };
  const sent: Activity = { certificateId, type: 'sent', at, actor: SYSTEM, details };
  return decision(workspaceId, { activities: [sent] });
}

function voidingOf(
  { staff }: Teller,
  { id, fate }: PlannedCertificate,
  told: Decision,
  { at, reason }: { readonly at: Date; readonly reason: string },
): Decision {
  const actor = fate === 'abandoned' ? SYSTEM : staff;
  const [payment = null] = told.payments;
  return mustHold(voidCertificate(asLeftBy(told, id), payment, reason, actor, at));
}

function expiryOf({ id }: PlannedCertificate, told: Decision): Decision {
  const certificate = asLeftBy(told, id);
  const validity = certificate.state.status === 'active' ? certificate.state.validity : null;
  // A workspace whose certificates never expire has none that did.
  if (validity === null) return decision(told.workspaceId, {});
  return mustHold(expire(certificate, new Date(validity.expiresAt.getTime() + BOOKED_AFTER_MS)));
}
