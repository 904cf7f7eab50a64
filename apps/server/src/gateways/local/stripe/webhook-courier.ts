import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import type { LocalLog } from '../types.ts';
import type { WaitingEvent } from './checkout-book.ts';

const PAUSES_MS = [0, 500, 2_000, 5_000, 15_000, 60_000];
const TIMEOUT_MS = 10_000;

export type WebhookCourierOptions = {
  secret: string;
  clock: () => Date;
  log: LocalLog;
  onDelivered: (waiting: WaitingEvent) => Promise<void>;
};

export type WebhookCourier = ReturnType<typeof createWebhookCourier>;

/** Brings events to the product's own webhook, signed as Stripe signs, in the background and with a few retries. */
export function createWebhookCourier({ secret, clock, log, onDelivered }: WebhookCourierOptions) {
  const stopping = new AbortController();
  const underway = new Map<string, Promise<void>>();
  let target: ((workspaceId: string) => string) | null = null;

  async function bring(url: string, waiting: WaitingEvent): Promise<void> {
    const { event, record } = waiting;
    for (const pauseMs of PAUSES_MS) {
      await pause(pauseMs, undefined, { signal: stopping.signal, ref: false });
      const outcome = await post(url, event.body);
      if (outcome === 'accepted') return onDelivered(waiting);
      log('local Stripe: an event was not accepted', { event: event.id, session: record.sessionId, outcome });
    }
  }

  async function post(url: string, body: string): Promise<string> {
    // The attempt is what is dated, not the event, or a late retry would look like a replay.
    const timestamp = Math.floor(clock().getTime() / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      return answer.ok ? 'accepted' : `HTTP ${answer.status}`;
    } catch {
      return 'no answer';
    }
  }

  return {
    connect(newTarget: (workspaceId: string) => string): void {
      target = newTarget;
    },

    /** Without a target, or when the event is on its way already, nothing happens: the book keeps it. */
    send(waiting: WaitingEvent): void {
      const workspaceId = waiting.record.metadata.workspace_id;
      if (target === null || workspaceId === undefined || stopping.signal.aborted) return;
      if (underway.has(waiting.event.id)) return;
      const delivery = bring(target(workspaceId), waiting)
        .catch(() => undefined)
        .finally(() => underway.delete(waiting.event.id));
      underway.set(waiting.event.id, delivery);
    },

    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(underway.values());
    },
  };
}
