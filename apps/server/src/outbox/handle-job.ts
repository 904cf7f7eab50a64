import { type MessageKind, PAYMENT_WINDOW_HOURS } from '@boon/core';
import { markEventProcessed, type OutboxJob, readEvent, readState } from '@boon/db';
import { z } from 'zod';
import { settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { bookDue } from './book-due.ts';
import { giveBack } from './give-back.ts';
import { JobRefused } from './job-refused.ts';
import { sendMail } from './send-mail.ts';

/** `done`, or when the same row shall run again. */
export type JobResult = { readonly done: true } | { readonly runAgainAt: Date };
type Handler = (services: Services, job: OutboxJob) => Promise<JobResult>;

const DONE: JobResult = { done: true };
const BOOKING_INTERVAL_MS = 60_000;
const HOUR_MS = 3_600_000;

const mailPayload = z.object({ certificateId: z.uuid(), template: z.enum(['receipt', 'gift']) });
const paymentPayload = z.object({ certificateId: z.uuid(), paymentId: z.uuid() });
const eventPayload = z.object({ eventId: z.string().min(1) });

/** A kind of message without a handler does not compile. */
const HANDLERS: Record<MessageKind, Handler> = {
  async mail(services, job) {
    await sendMail(services, {
      deliveryId: job.id,
      workspaceId: tenantOf(job),
      ...mailPayload.parse(job.payload),
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
      const checkout = await services.payments.readCheckout(event.checkoutId);
      const { workspaceId, certificateId, paymentId } = checkout;
      // A checkout of somebody else's on the same account carries none of our ids.
      if (workspaceId && certificateId && paymentId) {
        await settlePayment(services, { workspaceId, certificateId, paymentId });
      }
    }
    await markEventProcessed(services.database, eventId, services.clock.now());
    return DONE;
  },

  async refund(services, job) {
    await giveBack(services, { workspaceId: tenantOf(job), ...paymentPayload.parse(job.payload) });
    return DONE;
  },

  async expire_due(services) {
    const { expired, cancelled } = await bookDue(services);
    if (expired + cancelled > 0) services.log.info('outbox.booked_due', { expired, cancelled });
    return { runAgainAt: new Date(services.clock.now().getTime() + BOOKING_INTERVAL_MS) };
  },
};

/** Does one claimed job. @throws JobRefused when it can never work, anything else when it may work later */
export async function handleJob(services: Services, job: OutboxJob): Promise<JobResult> {
  if (!isMessageKind(job.kind)) throw new JobRefused(`there is no handler for ${job.kind}`);
  return HANDLERS[job.kind](services, job);
}

function isMessageKind(kind: string): kind is MessageKind {
  return Object.hasOwn(HANDLERS, kind);
}

function tenantOf(job: OutboxJob): string {
  if (job.workspaceId === null) throw new JobRefused('the job names no workspace');
  return job.workspaceId;
}

/** Asks often while people are paying and rarely later: each pause is twice the payment's age, up to the window's end. */
function nextCheck(createdAt: Date, now: Date): Date {
  const age = Math.max(now.getTime() - createdAt.getTime(), BOOKING_INTERVAL_MS);
  const end = createdAt.getTime() + PAYMENT_WINDOW_HOURS * HOUR_MS;
  const next = now.getTime() + 2 * age;
  return new Date(now.getTime() >= end ? now.getTime() + HOUR_MS : Math.min(next, end));
}
