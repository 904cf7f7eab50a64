import type { MessageKind } from '@boon/core';
import {
  buryJob,
  claimJobs,
  ensureRecurringJob,
  finishJob,
  makeJobsDue,
  type OutboxJob,
  rearmJob,
  retryJob,
} from '@boon/db';
import type { Services } from '../services.ts';
import { BOOKING_INTERVAL_MS, handleJob, RECONCILE_INTERVAL_MS } from './handle-job.ts';
import { JobRefused } from './job-refused.ts';

const POLL_MS = 400;
const BATCH = 8;
/** Longer than any job may take (a render and two calls to a provider), so that a slow one is not done twice. */
const LEASE_SECONDS = 180;
const ATTEMPTS_MAX = 12;
const RETRY_FIRST_MS = 5_000;
const RETRY_MAX_MS = 3_600_000;
/**
 * Work that nobody else would do if it were given up, because money waits for it or every tenant does: tried until it is
 * done, with pauses no longer than these.
 */
const UNTIL_DONE: ReadonlyMap<string, number> = new Map<MessageKind, number>([
  ['payment_check', RECONCILE_INTERVAL_MS],
  ['payment_event', RECONCILE_INTERVAL_MS],
  ['refund', RECONCILE_INTERVAL_MS],
  ['expire_due', BOOKING_INTERVAL_MS],
]);
const PROBLEM_LENGTH_MAX = 500;

export type OutboxWorker = { stop(): Promise<void> };

/**
 * Works the outbox until stopped. Any number of processes may run one: each job is claimed once across all of them. Each
 * start asks about every open payment, since much may have happened at the provider while nobody ran.
 */
export async function startOutboxWorker(services: Services): Promise<OutboxWorker> {
  const now = services.clock.now();
  await ensureRecurringJob(services.database, 'expire_due', now);
  await makeJobsDue(services.database, [...UNTIL_DONE.keys()], now);
  const stopping = new AbortController();
  const running = run(services, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const jobs = await claim(services);
    await Promise.all(jobs.map((job) => work(services, job)));
    if (jobs.length < BATCH) await sleep(POLL_MS, signal);
  }
}

// The database may be away for a moment; the rows wait there.
async function claim(services: Services): Promise<OutboxJob[]> {
  try {
    return await claimJobs(services.database, services.clock.now(), BATCH, LEASE_SECONDS);
  } catch (error) {
    services.log.error('outbox.claim_failed', error);
    return [];
  }
}

async function work(services: Services, job: OutboxJob): Promise<void> {
  try {
    const result = await handleJob(services, job);
    if ('done' in result) await finishJob(services.database, job.id);
    else await rearmJob(services.database, job.id, result.runAgainAt, result.payload);
  } catch (error) {
    await settleFailure(services, job, error).catch((second: unknown) => {
      // Not even the failure could be written: the lease ends and another attempt is made.
      services.log.error('outbox.settle_failed', second, { job: job.id });
    });
  }
}

async function settleFailure(services: Services, job: OutboxJob, error: unknown): Promise<void> {
  const facts = { job: job.id, kind: job.kind, attempts: job.attempts };
  const problem = (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown').slice(
    0,
    PROBLEM_LENGTH_MAX,
  );
  const pauseMax = UNTIL_DONE.get(job.kind);
  if (error instanceof JobRefused || (pauseMax === undefined && job.attempts >= ATTEMPTS_MAX)) {
    services.log.error('outbox.buried', error, facts);
    await buryJob(services.database, job.id, problem);
    return;
  }
  services.log.error('outbox.failed', error, facts);
  const pause = Math.min(RETRY_FIRST_MS * 3 ** (job.attempts - 1), pauseMax ?? RETRY_MAX_MS);
  await retryJob(services.database, job.id, new Date(services.clock.now().getTime() + pause), problem);
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
