import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookDue } from '../outbox/book-due.ts';
import { type Given, SCENARIOS } from './contract-scenarios-of-test.ts';
import type { DocumentedCall } from './document-of-test.ts';
import { type Answer, type Json, openRest, type RestTestBed, type Site } from './rest-test-bed.ts';

let bed: RestTestBed;
let site: Site;
let given: Given;
let posts: readonly DocumentedCall[];
beforeAll(async () => {
  bed = await openRest();
  site = await bed.newSite();
  given = { bed, site };
  posts = bed.document.calls.filter(({ method }) => method === 'POST');
});
afterAll(() => bed.close());

type Attempt = (changes?: { body?: unknown; key?: string }) => Promise<Answer>;

/** A call that would succeed, ready to be sent as often as one likes under one idempotency key. */
async function prepare({ id, method }: DocumentedCall): Promise<Attempt & { readonly body: unknown }> {
  const scenarios = SCENARIOS[id];
  if (!scenarios) throw new Error(`${id} is documented and has no scenario`);
  const { path, body } = await scenarios.succeeds(given);
  const idempotencyKey = `attempt-${randomUUID()}`;
  const attempt: Attempt = (changes = {}) => site.call(method, path, { body, idempotencyKey, ...changes });
  return Object.assign(attempt, { body });
}

/** How many facts of each kind the workspace has. */
async function countFacts(): Promise<Json> {
  const kinds = ['certificates', 'orders', 'redemptions', 'activities', 'transfers', 'outbox'];
  const counts = kinds.map(
    (kind) => `(select count(*)::int from ${kind} where workspace_id = $1) as ${kind}`,
  );
  const { rows } = await bed.owner.query<Json>(`select ${counts.join()}`, [site.workspaceId]);
  return rows[0] ?? {};
}

async function factsOf(work: () => Promise<unknown>): Promise<Json> {
  const before = await countFacts();
  await work();
  const after = await countFacts();
  return Object.fromEntries(
    Object.entries(after).map(([kind, count]) => [kind, Number(count) - Number(before[kind])]),
  );
}

function isSuccess(call: DocumentedCall, answer: Answer): boolean {
  return call.successes.includes(answer.status);
}

const OTHER: Json = {
  reference: 'another',
  amount: 16_000,
  reason: 'Another',
  valid_through: '2039-07-31',
  code: 'X',
};

/** Another well-formed body: an empty object where a call takes none. */
function otherBody(body: unknown): Json {
  if (body === undefined) return {};
  const changed = Object.keys(Object(body)).filter((name) => name in OTHER);
  const changes = changed.length === 0 ? ['valid_through'] : changed;
  return { ...Object(body), ...Object.fromEntries(changes.map((name) => [name, OTHER[name]])) };
}

describe('every POST of the document', () => {
  it('takes an Idempotency-Key', () => {
    expect(posts.filter(({ takesIdempotencyKey }) => !takesIdempotencyKey)).toEqual([]);
    expect(posts.length).toBeGreaterThan(10);
  });

  it('gives the first answer again, and makes no fact again', async () => {
    for (const call of posts) {
      const attempt = await prepare(call);
      const first = await attempt();
      expect(isSuccess(call, first), `${call.id} ${first.text}`).toBe(true);
      expect(first.headers.get('idempotent-replayed'), call.id).toBeNull();
      let again: Answer | null = null;
      const facts = await factsOf(async () => {
        again = await attempt();
      });
      expect(again, call.id).toMatchObject({ status: first.status, text: first.text });
      expect(Object(again).headers.get('idempotent-replayed'), call.id).toBe('true');
      expect(new Set(Object.values(facts)), call.id).toEqual(new Set([0]));
    }
  });

  it('is refused with another body, and makes no fact', async () => {
    for (const call of posts) {
      const attempt = await prepare(call);
      await attempt();
      const facts = await factsOf(async () => {
        const { body } = await attempt({ body: otherBody(attempt.body) });
        expect(body, call.id).toMatchObject({ status: 409, code: 'idempotency_mismatch' });
      });
      expect(new Set(Object.values(facts)), call.id).toEqual(new Set([0]));
    }
  });

  it("is another call under another API key's same idempotency key", async () => {
    const key = await site.newKey(['read', 'redeem', 'manage']);
    for (const call of posts) {
      const attempt = await prepare(call);
      await attempt();
      const other = await attempt({ key });
      expect(other.headers.get('idempotent-replayed'), call.id).toBeNull();
      expect(other.body.code, call.id).not.toBe('idempotency_mismatch');
    }
  });

  it('happens once when it is repeated while the first is still running', async () => {
    for (const call of posts) {
      const [alone, together] = [await prepare(call), await prepare(call)];
      const once = await factsOf(() => alone());
      const facts = await factsOf(async () => {
        const answers = await Promise.all(Array.from({ length: 5 }, () => together()));
        expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, call.id).toBe(1);
        expect(
          answers.every((answer) => isSuccess(call, answer)),
          `${call.id} ${answers[0]?.text}`,
        ).toBe(true);
        const replayed = answers.filter(({ headers }) => headers.has('idempotent-replayed'));
        expect(replayed, call.id).toHaveLength(4);
      });
      expect(facts, call.id).toEqual(once);
    }
  });

  it('happens once when the server dies between its commit and its answer', async () => {
    for (const call of posts) {
      const [alone, torn] = [await prepare(call), await prepare(call)];
      const once = await factsOf(() => alone());
      const facts = await factsOf(async () => {
        await loseAnswers(async () => {
          expect(await torn(), call.id).toMatchObject({ status: 500 });
        });
        const repeated = await torn();
        expect(isSuccess(call, repeated), `${call.id} ${repeated.text}`).toBe(true);
      });
      expect(facts, call.id).toEqual(once);
    }
  });

  it('is replayed after a day, and forgotten by the worker after two', async () => {
    const attempts = await Promise.all(posts.map(prepare));
    const firsts: string[] = [];
    for (const attempt of attempts) firsts.push((await attempt()).text);
    const age = (hours: number) =>
      bed.owner.query("update stored_answers set created_at = now() - $1 * interval '1 hour'", [hours]);
    await age(25);
    await bookDue(bed.services, null);
    const replayed = await Promise.all(attempts.map((attempt) => attempt()));
    expect(replayed.map(({ text }) => text)).toEqual(firsts);
    expect(replayed.filter(({ headers }) => headers.get('idempotent-replayed') !== 'true')).toEqual([]);

    await age(47);
    await bookDue(bed.services, null);
    const kept = async () => (await bed.owner.query('select 1 from stored_answers')).rowCount;
    expect(await kept()).toBeGreaterThanOrEqual(posts.length);
    await age(49);
    await bookDue(bed.services, null);
    expect(await kept()).toBe(0);
  });
});

/** While `work` runs no answer is kept, as if the server died just before; afterwards every lease it held is over. */
async function loseAnswers(work: () => Promise<void>): Promise<void> {
  await bed.owner.query(`
    create function lose_answer() returns trigger language plpgsql as
      $$ begin raise exception 'the server died here'; end $$;
    create trigger lose_answer before insert or update on stored_answers
      for each row when (new.answer is not null) execute function lose_answer()`);
  try {
    await work();
  } finally {
    await bed.owner.query('drop function lose_answer() cascade');
    await bed.owner.query("update stored_answers set claimed_until = 'epoch' where answer is null");
  }
}
