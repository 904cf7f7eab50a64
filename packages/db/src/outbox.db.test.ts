import { randomUUID } from 'node:crypto';
import { NOW } from '@boon/core/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buryJob,
  claimJobs,
  ensureRecurringJob,
  finishJob,
  makeJobsDue,
  markEventProcessed,
  readEvent,
  rearmJob,
  retryJob,
  storeEvent,
} from './index.ts';
import { type Bench, openBench } from './testing/index.ts';

let bench: Bench;
const LEASE_SECONDS = 60;
const LATER = new Date(NOW.getTime() + 3_600_000);

beforeAll(async () => {
  bench = await openBench({ workerConnectionsMax: 20 });
});
beforeEach(() => bench.owner.query('delete from outbox'));
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

async function givenJobs(count: number, runAt = NOW): Promise<string[]> {
  const { rows } = await bench.owner.query<{ id: string }>(
    `insert into outbox (workspace_id, kind, payload, run_at)
     select $1, 'mail', jsonb_build_object('place', place), $3 from generate_series(1, $2) place returning id`,
    [randomUUID(), count, runAt],
  );
  return rows.map(({ id }) => id);
}

const claim = (now = NOW, limit = 10, leaseSeconds = LEASE_SECONDS) =>
  claimJobs(bench.database, now, limit, leaseSeconds);

async function endLeases(): Promise<void> {
  await bench.owner.query(`update outbox set lease_until = clock_timestamp() - interval '1 second'`);
}

async function row(id: string) {
  const { rows } = await bench.owner.query('select * from outbox where id = $1', [id]);
  return rows[0];
}

describe('claiming', () => {
  it('gives each job to one of twenty claimers, and all of them to somebody', async () => {
    const ids = await givenJobs(200);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(NOW, 15)));
    const rest = await claim(NOW, 500);
    const claimed = [...claims.flat(), ...rest].map(({ id }) => id);
    expect(claimed.toSorted()).toEqual(ids.toSorted());
  });

  it('takes what is due by the given clock, the oldest first, up to the limit', async () => {
    const [early = ''] = await givenJobs(1, new Date(NOW.getTime() - 1));
    const [due = ''] = await givenJobs(1);
    await givenJobs(1, new Date(NOW.getTime() + 1));
    expect((await claim(NOW, 1)).map(({ id }) => id)).toEqual([early]);
    expect(
      (await claim()).map(({ id, attempts, kind, payload }) => ({ id, attempts, kind, payload })),
    ).toEqual([{ id: due, attempts: 1, kind: 'mail', payload: { place: 1 } }]);
    expect(await claim()).toEqual([]);
  });

  it('comes again when a lease ends, with one attempt more', async () => {
    await givenJobs(1);
    expect(await claim()).toMatchObject([{ attempts: 1 }]);
    expect(await claim()).toEqual([]);
    await endLeases();
    expect(await claim()).toMatchObject([{ attempts: 2 }]);
  });
});

describe('a job', () => {
  it('that is done is never claimed again, whatever comes after', async () => {
    const [id = ''] = await givenJobs(1);
    await claim();
    await finishJob(bench.database, id);
    await retryJob(bench.database, id, NOW, 'too late');
    await buryJob(bench.database, id, 'too late');
    await endLeases();
    expect(await claim(LATER)).toEqual([]);
    expect(await row(id)).toMatchObject({ dead_at: null, last_error: null, done_at: expect.any(Date) });
  });

  it('that failed waits for its time and says why', async () => {
    const [id = ''] = await givenJobs(1);
    await claim();
    await retryJob(bench.database, id, LATER, 'the provider is away');
    expect(await claim()).toEqual([]);
    expect(await row(id)).toMatchObject({ last_error: 'the provider is away', lease_until: null });
    expect(await claim(LATER)).toMatchObject([{ id, attempts: 2 }]);
  });

  it('that is given up stays for staff to see, and is never claimed again', async () => {
    const [id = ''] = await givenJobs(1);
    await claim();
    await buryJob(bench.database, id, 'the address does not exist');
    await finishJob(bench.database, id);
    expect(await claim(LATER)).toEqual([]);
    expect(await row(id)).toMatchObject({
      dead_at: expect.any(Date),
      done_at: null,
      last_error: 'the address does not exist',
    });
  });
});

describe('making jobs due', () => {
  const makeDue = () => makeJobsDue(bench.database, ['mail'], NOW);

  it('brings forward what waits, and gives what was given up another life', async () => {
    const [waiting = '', givenUp = ''] = await givenJobs(2);
    await claim();
    await retryJob(bench.database, waiting, LATER, 'the provider is away');
    await buryJob(bench.database, givenUp, 'the provider was away all night');
    await makeDue();
    const claimed = await claim();
    expect(claimed.map(({ id }) => id).toSorted()).toEqual([waiting, givenUp].toSorted());
    expect(claimed).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
  });

  it('leaves alone what is done, what is being worked on, what is due anyway and jobs of other kinds', async () => {
    const [done = ''] = await givenJobs(1);
    await claim();
    await finishJob(bench.database, done);
    await givenJobs(1);
    await claim();
    const [due = ''] = await givenJobs(1, new Date(NOW.getTime() - 1));
    await ensureRecurringJob(bench.database, 'expire_due', LATER);
    const { rows: before } = await bench.owner.query('select * from outbox order by id');
    await makeDue();
    const { rows: after } = await bench.owner.query('select * from outbox order by id');
    expect(after).toEqual(before);
    expect((await claim()).map(({ id }) => id)).toEqual([due]);
  });
});

describe('recurring work', () => {
  const ensure = (runAt = NOW) => ensureRecurringJob(bench.database, 'expire_due', runAt);

  it('exists once, also when twenty processes start together', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ensure()));
    expect(await claim()).toMatchObject([{ kind: 'expire_due', workspaceId: null, attempts: 1 }]);
    await ensure();
    expect(await claim()).toEqual([]);
  });

  it('comes back at its time with its attempts forgotten', async () => {
    await ensure();
    const [job] = await claim();
    await rearmJob(bench.database, job?.id ?? '', LATER);
    expect(await claim()).toEqual([]);
    expect(await claim(LATER)).toMatchObject([{ id: job?.id, attempts: 1 }]);
  });

  it('comes back from a time that a clock since put right had sent it to', async () => {
    await ensure();
    const [job] = await claim();
    await rearmJob(bench.database, job?.id ?? '', new Date(NOW.getTime() + 40 * 86_400_000));
    await ensure(LATER);
    expect(await claim(LATER)).toMatchObject([{ id: job?.id }]);
  });

  it('lives again at the next start after it was given up', async () => {
    await ensure();
    const [job] = await claim();
    await buryJob(bench.database, job?.id ?? '', 'the database was away all night');
    await ensure(LATER);
    expect(await claim(LATER)).toMatchObject([{ id: job?.id, attempts: 1 }]);
  });
});

describe('an event of the payment provider', () => {
  it('is kept once and queued once, however often and at the same time it is sent', async () => {
    const event = {
      provider: 'stripe',
      eventId: `evt_${randomUUID()}`,
      type: 'checkout.session.completed',
      checkoutId: 'cs_1',
      receivedAt: NOW,
    } as const;
    const stored = await Promise.all(Array.from({ length: 10 }, () => storeEvent(bench.database, event)));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await claim()).toMatchObject([{ kind: 'payment_event', payload: { eventId: event.eventId } }]);
    expect(await readEvent(bench.database, event.eventId)).toMatchObject(event);
    await markEventProcessed(bench.database, event.eventId, LATER);
    expect(await readEvent(bench.database, event.eventId)).toMatchObject({ processedAt: LATER });
    expect(await readEvent(bench.database, 'evt_unknown')).toBeNull();
  });
});
