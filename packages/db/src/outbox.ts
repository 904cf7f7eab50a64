import type { Database } from './connect.ts';

/** A claimed row of the outbox. `attempts` counts this one too. */
export type OutboxJob = {
  readonly id: string;
  readonly workspaceId: string | null;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
};

type JobRow = {
  id: string;
  workspace_id: string | null;
  kind: string;
  payload: Record<string, unknown>;
  attempts: number;
};

/**
 * Claims up to `limit` due jobs for `leaseSeconds`, skipping what other processes hold. A process that dies gives its
 * jobs back when the lease ends. `now` decides what is due (it may be moved for a demonstration), the database's own
 * clock decides the leases.
 */
export async function claimJobs(
  database: Database,
  now: Date,
  limit: number,
  leaseSeconds: number,
): Promise<OutboxJob[]> {
  const { rows } = await database.worker.query<JobRow>({
    name: 'claim_jobs',
    text: `update outbox set attempts = attempts + 1, lease_until = clock_timestamp() + make_interval(secs => $3)
      where id in (
        select id from outbox
        where done_at is null and dead_at is null and run_at <= $1
          and (lease_until is null or lease_until < clock_timestamp())
        order by run_at limit $2 for update skip locked)
      returning id, workspace_id, kind, payload, attempts`,
    values: [now, limit, leaseSeconds],
  });
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind,
    payload: row.payload,
    attempts: row.attempts,
  }));
}

export async function finishJob(database: Database, jobId: string): Promise<void> {
  await database.worker.query({
    name: 'finish_job',
    text: 'update outbox set done_at = clock_timestamp(), lease_until = null, last_error = null where id = $1 and dead_at is null',
    values: [jobId],
  });
}

/** Gives a job back for `runAt`, with `problem` for staff to read. */
export async function retryJob(
  database: Database,
  jobId: string,
  runAt: Date,
  problem: string,
): Promise<void> {
  await database.worker.query({
    name: 'retry_job',
    text: 'update outbox set run_at = $2, lease_until = null, last_error = $3 where id = $1 and done_at is null',
    values: [jobId, runAt, problem],
  });
}

/** The job is given up; staff see it. */
export async function buryJob(database: Database, jobId: string, problem: string): Promise<void> {
  await database.worker.query({
    name: 'bury_job',
    text: 'update outbox set dead_at = clock_timestamp(), lease_until = null, last_error = $2 where id = $1 and done_at is null',
    values: [jobId, problem],
  });
}

/** Recurring work comes back at `runAt` with its attempts forgotten, and with what it wants to remember till then. */
export async function rearmJob(
  database: Database,
  jobId: string,
  runAt: Date,
  payload: Readonly<Record<string, unknown>> | null = null,
): Promise<void> {
  await database.worker.query({
    name: 'rearm_job',
    text: `update outbox set run_at = $2, payload = coalesce($3::jsonb, payload), attempts = 0, lease_until = null,
      last_error = null where id = $1`,
    values: [jobId, runAt, payload && JSON.stringify(payload)],
  });
}

/**
 * Makes every unfinished job of these kinds due at `now` at the latest, with its attempts forgotten; those given up live
 * again. What is being worked on stays with whoever holds it.
 */
export async function makeJobsDue(database: Database, kinds: readonly string[], now: Date): Promise<void> {
  await database.worker.query({
    name: 'make_jobs_due',
    text: `update outbox set run_at = $2, attempts = 0, dead_at = null
      where kind = any($1) and done_at is null and (dead_at is not null or run_at > $2)`,
    values: [kinds, now],
  });
}

/**
 * Makes sure that exactly one row of this recurring work exists, whatever the number of processes; one given up lives again,
 * and one that a clock since put right had sent far ahead comes back.
 */
export async function ensureRecurringJob(database: Database, kind: string, runAt: Date): Promise<void> {
  await database.worker.query({
    name: 'ensure_recurring_job',
    text: `insert into outbox (kind, payload, dedupe_key, run_at) values ($1, '{}', 'recurring:' || $1, $2)
      on conflict (dedupe_key) do update
        set run_at = excluded.run_at, attempts = 0, lease_until = null, done_at = null, dead_at = null
        where outbox.dead_at is not null or outbox.done_at is not null or outbox.run_at > excluded.run_at`,
    values: [kind, runAt],
  });
}
