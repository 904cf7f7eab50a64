import { ACTOR_KINDS, DomainError, type MessageKind } from '@boon/core';
import { markEventProcessed, type OutboxJob, readEvent, readState } from '@boon/db';
import { z } from 'zod';
import { saysMissing } from '../gateways/gateway-error.ts';
import type { Checkout } from '../gateways/payments.ts';
import { type PaymentIds, settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { bookDue } from './book-due.ts';
import { giveBack } from './give-back.ts';
import { JobRefused } from './job-refused.ts';
import { sendMail } from './send-mail.ts';
import { sendSegmentCode } from './send-segment-code.ts';

/** `done`, or when the same row shall run again. */
export type JobResult =
  | { readonly done: true }
  | { readonly runAgainAt: Date; readonly payload?: Readonly<Record<string, unknown>> };
type Handler = (services: Services, job: OutboxJob) => Promise<JobResult>;

const DONE: JobResult = { done: true };
export const BOOKING_INTERVAL_MS = 60_000;
/** A planned gift waits this long for one that staff asked for. */
const MAIL_PAUSE_MS = 60_000;
/** An open payment is asked about at least this often. */
export const RECONCILE_INTERVAL_MS = 900_000;
const HOUR_MS = 3_600_000;
/** Each look goes this far back, and once a day over all that ever ended, should anything have slipped through. */
const LOOK_BACK_MS = 48 * HOUR_MS;
const WHOLE_LOOK_INTERVAL_MS = 24 * HOUR_MS;

const actor = z.object({
  kind: z.enum(ACTOR_KINDS),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
const mailPayload = z.object({
  certificateId: z.uuid(),
  template: z.enum(['receipt', 'gift']),
  askedBy: actor.nullable().default(null),
});
const paymentPayload = z.object({ certificateId: z.uuid(), paymentId: z.uuid() });
const refundPayload = paymentPayload.extend({ refundId: z.string().optional() });
const bookingPayload = z.object({ wholeLookAt: z.coerce.date().optional() });
const segmentCodePayload = z.object({ segmentId: z.uuid(), challengeId: z.uuid() });
const eventPayload = z.object({ eventId: z.string().min(1) });

/** A kind of message without a handler does not compile. */
const HANDLERS: Record<MessageKind, Handler> = {
  async mail(services, job) {
    const outcome = await sendMail(services, {
      deliveryId: job.id,
      workspaceId: tenantOf(job),
      ...mailPayload.parse(job.payload),
    });
    const now = services.clock.now();
    if (outcome === 'waiting') return { runAgainAt: new Date(now.getTime() + MAIL_PAUSE_MS) };
    return outcome === 'changed' ? { runAgainAt: now } : DONE;
  },

  async segment_code(services, job) {
    await sendSegmentCode(services, job, {
      workspaceId: tenantOf(job),
      ...segmentCodePayload.parse(job.payload),
    });
    return DONE;
  },

  async payment_check(services, job) {
    const ids = { workspaceId: tenantOf(job), ...paymentPayload.parse(job.payload) };
    const { state } = await settlePayment(services, ids);
    if (state === 'paid' || state === 'closed') return DONE;
    const { payment } = await readState(services.database, ids.workspaceId, { paymentId: ids.paymentId });
    if (!payment) throw new JobRefused('the payment does not exist');
    return { runAgainAt: nextCheck(payment.createdAt, services.clock.now()) };
  },

  async payment_event(services, job) {
    const { eventId } = eventPayload.parse(job.payload);
    const event = await readEvent(services.database, eventId);
    if (!event) throw new JobRefused('the event was not stored');
    if (event.checkoutId !== null) {
      const { workspaceId, certificateId, paymentId } = await readKnown(services, event.checkoutId);
      // A checkout of somebody else's on the same account carries none of our ids.
      if (workspaceId && certificateId && paymentId) {
        await settleIfKnown(services, { workspaceId, certificateId, paymentId });
      }
    }
    await markEventProcessed(services.database, eventId, services.clock.now());
    return DONE;
  },

  async refund(services, job) {
    const refunding = { workspaceId: tenantOf(job), ...refundPayload.parse(job.payload) };
    const progress = await giveBack(services, refunding);
    if (progress === null) return DONE;
    const { certificateId, paymentId } = refunding;
    const runAgainAt = new Date(services.clock.now().getTime() + HOUR_MS);
    return { runAgainAt, payload: { certificateId, paymentId, ...progress } };
  },

  async expire_due(services, job) {
    const now = services.clock.now();
    const { wholeLookAt } = bookingPayload.parse(job.payload);
    // A look in the future was taken under a clock that has been set back since.
    const age = wholeLookAt === undefined ? null : now.getTime() - wholeLookAt.getTime();
    const isWhole = age === null || age < 0 || age >= WHOLE_LOOK_INTERVAL_MS;
    const since = isWhole ? null : new Date(now.getTime() - LOOK_BACK_MS);
    const { expired, cancelled, isMore } = await bookDue(services, since);
    if (expired + cancelled > 0) services.log.info('outbox.booked_due', { expired, cancelled });
    if (isMore) return { runAgainAt: now };
    return {
      runAgainAt: new Date(now.getTime() + BOOKING_INTERVAL_MS),
      ...(isWhole ? { payload: { wholeLookAt: now.toISOString() } } : {}),
    };
  },
};

/** Does one claimed job. @throws JobRefused when it can never work, anything else when it may work later */
export async function handleJob(services: Services, job: OutboxJob): Promise<JobResult> {
  if (!isMessageKind(job.kind)) throw new JobRefused(`there is no handler for ${job.kind}`);
  return HANDLERS[job.kind](services, job);
}

// An event whose checkout does not exist can never work. Our own payments are asked about all the same, by their checks.
async function readKnown({ payments }: Services, checkoutId: string): Promise<Checkout> {
  try {
    return await payments.readCheckout(checkoutId);
  } catch (error) {
    if (!saysMissing(error)) throw error;
    throw new JobRefused('the payment provider knows no such checkout');
  }
}

// Another installation may use the same account: its purchases will never be known here, however often this is tried.
async function settleIfKnown(services: Services, ids: PaymentIds): Promise<void> {
  try {
    await settlePayment(services, ids);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
  }
}

function isMessageKind(kind: string): kind is MessageKind {
  return Object.hasOwn(HANDLERS, kind);
}

function tenantOf(job: OutboxJob): string {
  if (job.workspaceId === null) throw new JobRefused('the job names no workspace');
  return job.workspaceId;
}

/** Asks often while people are paying and less so later: each pause is twice the payment's age, up to the interval. */
function nextCheck(createdAt: Date, now: Date): Date {
  const age = Math.max(now.getTime() - createdAt.getTime(), BOOKING_INTERVAL_MS);
  return new Date(now.getTime() + Math.min(2 * age, RECONCILE_INTERVAL_MS));
}
