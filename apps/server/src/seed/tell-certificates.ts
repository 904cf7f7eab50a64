import {
  type Activity,
  type Actor,
  activate,
  type CertificateFacts,
  createCertificate,
  type Decision,
  decision,
  expire,
  type Outcome,
  purchaseOnPortal,
  type StoredCertificate,
  SYSTEM,
  voidCertificate,
} from '@boon/core';
import { recordDecision, type State } from '@boon/db';
import { demoId } from './demo-ids.ts';
import { MINUTE_MS, type PlannedCertificate } from './plan-certificate.ts';
import { inLanes, type Teller, tell } from './teller.ts';

/** Certificates a statement: their numbers follow the order of their ids, and so does the time of their creation. */
const BATCH = 50;
const DRAWS_MAX = 5;
/** How long after the last day the expiry was written down. */
const BOOKED_AFTER_MS = 4 * MINUTE_MS;

/** Creates the certificates, oldest first, so that their numbers tell the same order as their dates. */
export async function tellCreations(teller: Teller, planned: readonly PlannedCertificate[]): Promise<void> {
  for (let first = 0; first < planned.length; first += BATCH) {
    await createBatch(teller, planned.slice(first, first + BATCH));
  }
}

// A stale batch was written before, all of it: by an interrupted seeding or by another process.
async function createBatch(teller: Teller, planned: readonly PlannedCertificate[]): Promise<void> {
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const creations = planned.map((one) => creationOf(teller, one));
    const recorded = await recordDecision(teller.database, together(teller.workspace.id, creations));
    if (recorded !== 'code_taken') return;
  }
  throw new Error('no free codes were drawn');
}

/** Everything that happened to the certificates but their bookings: paid, sent, voided, expired. */
export async function tellFates(teller: Teller, planned: readonly PlannedCertificate[]): Promise<void> {
  await inLanes(planned, async (one) => {
    if (one.paidAt !== null && !isPaidAtOnce(one)) await tell(teller, latest(one), payLater(teller, one));
    if (one.voided !== null) await tell(teller, latest(one), voidAt(teller, one, one.voided));
    if (one.fate === 'expired') await tell(teller, latest(one), expireOnItsDay);
  });
}

const latest = ({ id }: PlannedCertificate) =>
  ({ certificateId: id, include: ['latest_payment'] }) satisfies Parameters<typeof tell>[1];

function isPaidAtOnce({ createdAt, paidAt }: PlannedCertificate): boolean {
  return paidAt?.getTime() === createdAt.getTime();
}

function creationOf(teller: Teller, planned: PlannedCertificate): Decision {
  const { workspace, staff, bookingSite } = teller;
  const { createdAt, origin } = planned;
  const facts = factsOf(teller, planned);
  if (origin === 'portal') {
    return purchaseOnPortal(facts, demoId(createdAt, `payment of ${planned.id}`), createdAt);
  }
  const created = createCertificate(
    facts,
    workspace,
    origin === 'api' ? bookingSite : staff,
    'silent',
    createdAt,
  );
  const isActive = created.certificates.every(({ row }) => row.state.status === 'active');
  return isActive ? withSent(created, planned) : created;
}

function factsOf({ codes, workspace, segment }: Teller, planned: PlannedCertificate): CertificateFacts {
  const { id, gift, payment, kind, origin, createdAt } = planned;
  const { amountMinor, purchaser, recipient, message, delivery, deliverOn } = gift;
  return {
    id,
    workspaceId: workspace.id,
    segmentId: segment.id,
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

function payLater(teller: Teller, planned: PlannedCertificate) {
  const { paidAt, payment: paid, origin } = planned;
  return ({ certificate, payment }: State): Outcome | null => {
    if (certificate?.state.status !== 'pending' || paid === null || paidAt === null) return null;
    const actor: Actor =
      origin === 'portal' ? { kind: 'purchaser', id: null, name: certificate.purchaser.name } : teller.staff;
    const outcome = activate(certificate, paid, payment, teller.workspace, actor, paidAt);
    return outcome.type === 'refusal' ? outcome : withSent(outcome, planned);
  };
}

function voidAt(
  { staff }: Teller,
  { fate }: PlannedCertificate,
  { at, reason }: { readonly at: Date; readonly reason: string },
) {
  return ({ certificate, payment }: State): Outcome | null => {
    if (certificate === null) return null;
    return voidCertificate(certificate, payment, reason, fate === 'abandoned' ? SYSTEM : staff, at);
  };
}

function expireOnItsDay({ certificate }: State): Outcome | null {
  const validity = validityOf(certificate);
  if (certificate === null || validity === null) return null;
  return expire(certificate, new Date(validity.expiresAt.getTime() + BOOKED_AFTER_MS));
}

function validityOf(certificate: StoredCertificate | null) {
  return certificate?.state.status === 'active' ? certificate.state.validity : null;
}

function withSent(activation: Decision, { id, gift, sentAt }: PlannedCertificate): Decision {
  if (sentAt === null) return activation;
  const isMailed = gift.delivery === 'email' && gift.recipient.email !== null;
  const sent: Activity = {
    certificateId: id,
    type: 'sent',
    at: sentAt,
    actor: SYSTEM,
    details: {
      template: isMailed ? 'gift' : 'receipt',
      to: isMailed ? gift.recipient.email : gift.purchaser.email,
    },
  };
  return { ...activation, activities: [...activation.activities, sent] };
}

function together(workspaceId: string, decisions: readonly Decision[]): Decision {
  return decision(workspaceId, {
    certificates: decisions.flatMap(({ certificates }) => certificates),
    payments: decisions.flatMap(({ payments }) => payments),
    activities: decisions.flatMap(({ activities }) => activities),
    transfers: decisions.flatMap(({ transfers }) => transfers),
  });
}
