import { randomBytes, randomUUID } from 'node:crypto';
import { GUESS_LIMITS, type GuessSubjects, guessBuckets, isWrongGuess, type StoredOrder } from '@boon/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  forgetOldGuesses,
  type GuardedRead,
  openDatabase,
  readGuarded,
  readGuessing,
  type Wanted,
} from './index.ts';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenExpired,
  givenOrder,
  givenPending,
  givenRedeemed,
  givenVoided,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let other: Database;
let own: GivenWorkspace;
let order: StoredOrder;

beforeAll(async () => {
  bench = await openBench({ appConnectionsMax: 24 });
  other = openDatabase({ url: bench.url, appConnectionsMax: 24 });
});
beforeEach(async () => {
  // The installation's bucket is everybody's: each test starts with an empty one.
  await bench.owner.query('delete from guess_limits');
  own = await givenWorkspace(bench.database);
  order = await givenOrder(bench.database, own);
});
afterAll(async () => {
  await bench.assertBooksAgree();
  await other.close();
  await bench.close();
});

const unknown = () => ({ lookups: [randomBytes(32)] });
const attempt = async (wanted: Wanted, subjects: GuessSubjects, database = bench.database) => {
  const read: GuardedRead = { workspaceId: own.id, wanted, buckets: guessBuckets(subjects) };
  const answer = (await readGuarded(database, read)).read;
  if (answer === null) throw new Error('a read without a caller has an answer');
  return answer;
};
const wrong = async (subjects: GuessSubjects) => 'now' in (await attempt(unknown(), subjects));
const counts = async () => {
  const guessing = await readGuessing(bench.database, own.id);
  return guessing && { wrong: guessing.wrongCodes, turnedAway: guessing.turnedAway };
};
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('a code counts as guessed', () => {
  it('when a stranger would be told that it is not known, and never else', async () => {
    const active = () => givenActive(bench.database, own);
    const redeemed = (await givenRedeemed(bench.database, await active(), order)).certificate;
    const certificates = [
      (await givenPending(bench.database, own)).certificate,
      await active(),
      redeemed,
      await givenVoided(bench.database, await active()),
      await givenExpired(bench.database, await active()),
    ];
    for (const { code, state } of certificates) {
      const before = (await counts())?.wrong ?? 0;
      await attempt({ lookups: [code.lookup] }, { orderId: order.id });
      const charged = ((await counts())?.wrong ?? 0) - before;
      expect([state.status, charged]).toEqual([state.status, isWrongGuess(state.status) ? 1 : 0]);
    }
    const before = (await counts())?.wrong ?? 0;
    await attempt(unknown(), {});
    expect((await counts())?.wrong).toBe(before + 1);
  });

  it("when it is another workspace's, as one that does not exist", async () => {
    const { code } = await givenActive(bench.database, await givenWorkspace(bench.database));
    expect(await attempt({ lookups: [code.lookup] }, { orderId: order.id })).toMatchObject({
      certificate: null,
    });
    expect(await counts()).toEqual({ wrong: 1, turnedAway: 0 });
  });

  it('never when it repeats a redemption that is there already, however much was tried', async () => {
    const { certificate, redemptionId } = await givenRedeemed(
      bench.database,
      await givenActive(bench.database, own),
      order,
    );
    await times(GUESS_LIMITS.order.wrongMax, () => wrong({ orderId: order.id }));
    const wanted = { lookups: [certificate.code.lookup], orderId: order.id, redemptionId };
    expect(await attempt(wanted, { orderId: order.id })).toMatchObject({ redemption: { id: redemptionId } });
    expect(await attempt({ ...wanted, redemptionId: randomUUID() }, { orderId: order.id })).toHaveProperty(
      'waitSeconds',
    );
  });

  it('also under the id of a redemption of another code, or on another order', async () => {
    const { certificate, redemptionId } = await givenRedeemed(
      bench.database,
      await givenActive(bench.database, own),
      order,
    );
    const borrowed = { ...unknown(), orderId: order.id, redemptionId };
    await times(GUESS_LIMITS.order.wrongMax, () => attempt(borrowed, { orderId: order.id }));
    expect(await counts()).toMatchObject({ wrong: GUESS_LIMITS.order.wrongMax });
    expect(await attempt(borrowed, { orderId: order.id })).toHaveProperty('waitSeconds');

    const elsewhere = (await givenOrder(bench.database, own)).id;
    await times(GUESS_LIMITS.order.wrongMax, () => wrong({ orderId: elsewhere }));
    const wanted = { lookups: [certificate.code.lookup], orderId: elsewhere, redemptionId };
    expect(await attempt(wanted, { orderId: elsewhere })).toHaveProperty('waitSeconds');
  });
});

it('statements of several processes that charge the same API key never wait for each other in a circle', async () => {
  const [first, second] = [order, await givenOrder(bench.database, own)];
  const apiKeyId = randomUUID();
  await wrong({ orderId: second.id });
  // A statement of three is stopped between the workspace's bucket, which its first call has charged, and the key's.
  const halt = await bench.owner.connect();
  await halt.query('begin');
  await halt.query("select from guess_limits where kind = 'order' and subject = $1 for update", [second.id]);
  const three = [{ orderId: first.id }, { orderId: second.id }, { apiKeyId }].map((each) =>
    attempt(unknown(), each),
  );
  await untilWaiting(1);
  const one = attempt(unknown(), { apiKeyId }, other);
  await untilWaiting(2);
  await halt.query('commit');
  halt.release();
  expect((await Promise.allSettled([...three, one])).map(({ status }) => status)).toEqual(
    Array(4).fill('fulfilled'),
  );
  expect(await counts()).toEqual({ wrong: 5, turnedAway: 0 });
});

/** Until so many statements wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await bench.owner.query<{ waiting: number }>(
        `select count(*)::integer as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting;
    })
    .toBe(count);
}

describe.each([
  ['order', () => ({ orderId: order.id })],
  ['address', () => ({ address: 'somebody' })],
] as const)('the limit of one %s', (kind, subjects) => {
  const { wrongMax, refillSeconds } = GUESS_LIMITS[kind];

  it('lets exactly as many wrong codes be looked up, of 300 at once by two processes', async () => {
    const looked = await times(300, async (index) => {
      const answer = await attempt(unknown(), subjects(), index % 2 === 0 ? bench.database : other);
      return 'now' in answer;
    });
    expect(looked.filter(Boolean)).toHaveLength(wrongMax);
    expect(await counts()).toEqual({ wrong: wrongMax, turnedAway: 300 - wrongMax });
  });

  it('answers the right code like any other once it is reached, and says how long to wait', async () => {
    const { code } = await givenActive(bench.database, own);
    await times(wrongMax, () => wrong(subjects()));
    const right = await attempt({ lookups: [code.lookup] }, subjects());
    expect(right).toEqual({ waitSeconds: expect.any(Number) });
    expect('waitSeconds' in right && right.waitSeconds).toBeGreaterThan(0);
    expect('waitSeconds' in right && right.waitSeconds).toBeLessThanOrEqual(refillSeconds);
    expect(Object.keys(await attempt(unknown(), subjects()))).toEqual(['waitSeconds']);
  });

  it('forgives one wrong code after each pause', async () => {
    await times(wrongMax, () => wrong(subjects()));
    await bench.owner.query("update guess_limits set drained_at = drained_at - $1 * interval '1 second'", [
      refillSeconds,
    ]);
    expect(await wrong(subjects())).toBe(true);
    expect(await wrong(subjects())).toBe(false);
  });
});

describe('while a workspace is under attack', () => {
  const attack = () =>
    times(GUESS_LIMITS.workspace.wrongMax, (index) =>
      wrong({ address: `bot ${index}`, orderId: randomUUID() }),
    );

  it('who holds a right code is not turned away, on an order and at an address of its own', async () => {
    await attack();
    const { code } = await givenActive(bench.database, own);
    const holder = { orderId: order.id, address: 'holder' };
    expect(await wrong(holder)).toBe(true);
    expect(await attempt({ lookups: [code.lookup] }, holder)).toMatchObject({
      certificate: { code: { last4: code.last4 } },
    });
  });

  it('who has tried wrong codes may try fewer', async () => {
    await attack();
    const { wrongMaxUnderAttack } = GUESS_LIMITS.order;
    const looked = await times(20, () => wrong({ orderId: order.id }));
    expect(looked.filter(Boolean)).toHaveLength(wrongMaxUnderAttack);
  });

  it('so is every workspace once the installation is, and not before', async () => {
    await attack();
    const attacked = own;
    own = await givenWorkspace(bench.database);
    const looked = await times(20, () => wrong({ orderId: order.id }));
    expect(looked.filter(Boolean)).toHaveLength(GUESS_LIMITS.order.wrongMax);
    await bench.owner.query(
      "update guess_limits set drained_at = drained_at + $1 * interval '1 second' where kind = 'installation'",
      [GUESS_LIMITS.installation.wrongMax * GUESS_LIMITS.installation.refillSeconds],
    );
    const later = await times(20, () => wrong({ orderId: randomUUID(), address: 'a bot' }));
    expect(later.filter(Boolean)).toHaveLength(GUESS_LIMITS.address.wrongMaxUnderAttack);
    own = attacked;
  });
});

describe('what staff are told', () => {
  it('is how many wrong codes were tried since when, on how many orders, from how many addresses', async () => {
    expect(await readGuessing(bench.database, own.id)).toBeNull();
    await times(30, (index) => wrong({ orderId: order.id, address: `bot ${index % 4}` }));
    await wrong({ orderId: randomUUID(), address: 'bot 9' });
    const guessing = await readGuessing(bench.database, own.id);
    const { wrongMax } = GUESS_LIMITS.order;
    expect(guessing).toMatchObject({
      wrongCodes: wrongMax + 1,
      turnedAway: 30 - wrongMax,
      orders: 2,
      addresses: 5,
    });
    expect(guessing?.since.getTime()).toBeLessThan(guessing?.latest.getTime() ?? 0);
    const stranger = await givenWorkspace(bench.database);
    expect(await readGuessing(bench.database, stranger.id)).toBeNull();
  });

  it('begins anew after an hour of quiet', async () => {
    await times(3, () => wrong({ orderId: order.id }));
    await bench.owner.query(
      "update guess_limits set first_at = first_at - interval '2 hours', last_at = last_at - interval '61 minutes'",
    );
    await wrong({ orderId: order.id });
    expect(await counts()).toEqual({ wrong: 1, turnedAway: 0 });
  });

  it('is forgotten a day later, and nothing younger with it', async () => {
    await wrong({ orderId: order.id });
    expect(await forgetOldGuesses(bench.database, 100)).toBe(0);
    await bench.owner.query(
      "update guess_limits set last_at = last_at - interval '25 hours', drained_at = drained_at - interval '25 hours' where kind <> 'workspace'",
    );
    expect(await forgetOldGuesses(bench.database, 100)).toBe(2);
    expect(await counts()).toEqual({ wrong: 1, turnedAway: 0 });
  });
});

it('costs the disk nothing: the counts are not in the write-ahead log', async () => {
  const { rows } = await bench.owner.query(
    "select relpersistence from pg_class where relname in ('guess_limits', 'guess_limits_pkey')",
  );
  expect(rows).toEqual([{ relpersistence: 'u' }, { relpersistence: 'u' }]);
});

it('reads the order beside the code, but nothing for a page that may not show the widget, and charges it nothing', async () => {
  await bench.owner.query('update workspaces set allowed_origins = $2 where id = $1', [
    own.id,
    ['https://shop.example'],
  ]);
  const told = async (origin?: string) => {
    const wanted = { orderId: order.id, ...(origin === undefined ? {} : { origin }) };
    const answer = await attempt(wanted, {});
    return 'now' in answer && [answer.order?.id, answer.originAllowed];
  };
  expect(await told('https://shop.example')).toEqual([order.id, true]);
  expect(await told('https://evil.example')).toEqual([undefined, false]);
  expect(await told()).toEqual([order.id, null]);
  await attempt({ ...unknown(), origin: 'https://evil.example' }, { orderId: order.id });
  expect((await counts())?.wrong).toBe(2);
});

describe('the functions that every look-up and redemption goes through', () => {
  it('are planned once, not at each call', async () => {
    const { rows } = await bench.owner.query<{ name: string }>(
      `select proname as name from pg_proc where 'plan_cache_mode=force_generic_plan' = any (proconfig) order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['read_guarded', 'read_state', 'redeem_or_read']);
  });
});
