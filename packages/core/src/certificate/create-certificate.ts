import { refuse } from '../refusal/refusal.ts';
import { addLocalDays, localDate, startOfLocalDay, validityFor } from '../time/validity.ts';
import { type Activity, type ActivityType, type Actor, SYSTEM } from './activity.ts';
import type {
  ActiveState,
  Certificate,
  CertificateFacts,
  PaymentRecord,
  PendingState,
  StoredCertificate,
} from './certificate.ts';
import { isFree, statusAt } from './certificate.ts';
import { type Decision, decision, type Outcome } from './decision.ts';
import { refusalOf } from './lifecycle.ts';
import type { MailMessage, Message } from './message.ts';
import type { Payment } from './payment.ts';
import { issueTransfer } from './transfer.ts';

/** What the workspace says of validity and time; `expiresAfterDays` null means certificates never expire. */
export type ValidityRule = { readonly expiresAfterDays: number | null; readonly timeZone: string };

/** How long an unpaid portal purchase is kept before it is voided. Source: specification, "purchase (portal)". */
export const PAYMENT_WINDOW_HOURS = 24;
/** When the provider is asked for the first time, should neither its event nor the customer come back before. */
const FIRST_PAYMENT_CHECK_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** Gifts planned for a day are mailed in its morning, local time. */
const DELIVERY_HOUR = 8;

/** A customer opens a payment on the portal: the certificate exists, is pending, and looks after itself if abandoned. */
export function purchaseOnPortal(facts: CertificateFacts, paymentId: string, now: Date): Decision {
  const certificate: Certificate<PendingState> = { ...facts, state: { status: 'pending' } };
  const actor: Actor = { kind: 'purchaser', id: null, name: facts.purchaser.name };
  const payment: Payment = {
    id: paymentId,
    certificateId: facts.id,
    status: 'open',
    amount: facts.amount,
    reference: null,
    createdAt: now,
    closedAt: null,
  };
  const checkAt = new Date(now.getTime() + FIRST_PAYMENT_CHECK_MS);
  return decision(facts.workspaceId, {
    certificates: [{ row: certificate, expectedVersion: null }],
    payments: [payment],
    activities: [created(certificate, actor, now)],
    messages: [{ kind: 'payment_check', certificateId: facts.id, paymentId, runAt: checkAt }],
  });
}

/** Created by staff or a booking site's server: active at once when paid or free, else pending. */
export function createCertificate(
  facts: CertificateFacts,
  rule: ValidityRule,
  actor: Actor,
  announce: 'send' | 'silent',
  now: Date,
): Decision {
  const pending: Certificate<PendingState> = { ...facts, state: { status: 'pending' } };
  const log = [created(pending, actor, now)];
  if (facts.payment === null && !isFree(facts.kind)) {
    return decision(facts.workspaceId, {
      certificates: [{ row: pending, expectedVersion: null }],
      activities: log,
    });
  }
  const active = activated(pending, facts.payment, rule, now);
  return decision(facts.workspaceId, {
    certificates: [{ row: active, expectedVersion: null }],
    activities: [...log, ...activationLog(active, actor, now)],
    transfers: [issueTransfer(active, now)],
    messages: announce === 'send' ? mailsOf(active, rule.timeZone, now) : [],
  });
}

/**
 * Payment is confirmed, by the provider or by staff: pending becomes active and the mails are queued.
 * `payment` is the provider's, closed as paid in the same statement; null when staff took the money.
 */
export function activate(
  certificate: StoredCertificate,
  paid: PaymentRecord,
  payment: Payment | null,
  rule: ValidityRule,
  actor: Actor,
  now: Date,
): Outcome {
  const refusal = refusalOf('activate', statusAt(certificate, now));
  if (refusal) return refusal;
  if (payment && !paysFor(payment, certificate)) {
    return refuse('amount_out_of_range', 'The amount paid is not the amount of the certificate.');
  }
  const active = activated(certificate, paid, rule, now);
  return decision(certificate.workspaceId, {
    certificates: [{ row: active, expectedVersion: certificate.version }],
    payments: payment ? [{ ...payment, status: 'paid', reference: paid.reference, closedAt: now }] : [],
    activities: activationLog(active, actor, now),
    transfers: [issueTransfer(active, now)],
    messages: mailsOf(active, rule.timeZone, now),
  });
}

function paysFor(payment: Payment, { id, amount }: Certificate): boolean {
  return (
    payment.certificateId === id &&
    payment.amount.amountMinor === amount.amountMinor &&
    payment.amount.currency === amount.currency
  );
}

function activated(
  certificate: Certificate,
  payment: PaymentRecord | null,
  rule: ValidityRule,
  now: Date,
): Certificate<ActiveState> {
  const promised = certificate.expiresAfterDays;
  const days = promised === 'workspace' ? rule.expiresAfterDays : promised;
  const validity = days === null ? null : validityFor(now, days, rule.timeZone);
  return { ...certificate, payment, state: { status: 'active', activatedAt: now, validity } };
}

function created(certificate: Certificate, actor: Actor, now: Date): Activity {
  return {
    certificateId: certificate.id,
    type: 'created',
    at: now,
    actor,
    details: { origin: certificate.origin, kind: certificate.kind, ...certificate.amount },
  };
}

function activationLog(certificate: Certificate<ActiveState>, actor: Actor, now: Date): Activity[] {
  const entry = (type: ActivityType, by: Actor, details: Activity['details']): Activity => ({
    certificateId: certificate.id,
    type,
    at: now,
    actor: by,
    details,
  });
  const validThrough = certificate.state.validity?.validThrough ?? null;
  const paid = certificate.payment
    ? [entry('purchased', actor, { ...certificate.payment, ...certificate.amount })]
    : [];
  if (certificate.origin !== 'portal') return [...paid, entry('activated', actor, { validThrough })];
  return [
    ...paid,
    entry('purchased_from_portal', actor, {}),
    entry('activated_from_portal', SYSTEM, { validThrough }),
  ];
}

/** The receipt at once when somebody paid, the gift at once or on its day when it goes by mail. */
function mailsOf(certificate: Certificate, timeZone: string, now: Date): Message[] {
  const receipt: Message = { kind: 'mail', certificateId: certificate.id, template: 'receipt', runAt: now };
  const gift: Message = {
    kind: 'mail',
    certificateId: certificate.id,
    template: 'gift',
    runAt: deliveryTime(certificate.deliverOn, timeZone, now),
  };
  return [
    ...(isFree(certificate.kind) ? [] : [receipt]),
    ...(certificate.delivery === 'email' && certificate.recipient.email !== null ? [gift] : []),
  ];
}

/** The mails that carry the code, sent once more: the gift, or the receipt of one that is printed. */
export function mailsWithCode(certificate: Certificate, askedBy: Actor, now: Date): MailMessage[] {
  const mailed = certificate.delivery === 'email' && certificate.recipient.email !== null;
  const template = mailed ? 'gift' : 'receipt';
  return [{ kind: 'mail', certificateId: certificate.id, template, runAt: now, askedBy }];
}

function deliveryTime(deliverOn: string | null, timeZone: string, now: Date): Date {
  if (deliverOn === null) return now;
  const morning = new Date(startOfLocalDay(deliverOn, timeZone).getTime() + DELIVERY_HOUR * HOUR_MS);
  return morning.getTime() > now.getTime() ? morning : now;
}

/** Today in the workspace's zone and the last day a delivery may be planned for. */
export function deliveryWindow(
  now: Date,
  timeZone: string,
  daysAhead: number,
): { today: string; deliverOnMax: string } {
  const today = localDate(now, timeZone);
  return { today, deliverOnMax: addLocalDays(today, daysAhead) };
}
