import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, withWorkspace } from './connect.ts';
import { type Bench, openBench } from './testing/index.ts';
import { DatabaseUnavailable, endsConnection, isDatabaseUnavailable } from './unavailable.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('it went well'),
    (error: unknown) => error,
  );

/** In one statement, in a transaction of the ORM's, and in a query of its. */
const WAYS: readonly [string, (database: Database, statement: string) => Promise<unknown>][] = [
  ['a statement', ({ app }, statement) => app.query(statement)],
  [
    'a statement in a transaction',
    (database, statement) => withWorkspace(database, NOBODY, (tx) => tx.execute(sql.raw(statement))),
  ],
  ['a statement of the ORM', ({ orm }, statement) => orm.execute(sql.raw(statement))],
];

describe.each(WAYS)('%s', (_, run) => {
  it('that finds nobody listening was not begun', async () => {
    const away = openDatabase({ url: 'postgres://boon@127.0.0.1:1/boon' });
    const error = await thrownBy(run(away, 'select 1'));
    await away.close();
    expect(isDatabaseUnavailable(error)).toBe(true);
    const chain = [error, error instanceof Error ? error.cause : null];
    expect(chain.some((cause) => cause instanceof DatabaseUnavailable)).toBe(true);
  });

  it('that loses its connection half-way is told from a wrong one', async () => {
    const cutOff = thrownBy(run(bench.database, 'select pg_sleep(60)'));
    await expect
      .poll(async () => {
        const { rows } = await bench.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and query = 'select pg_sleep(60)'`,
        );
        return rows.length;
      })
      .toBe(1);
    expect(isDatabaseUnavailable(await cutOff)).toBe(true);
  });

  it.each([['select 1 / 0'], ['select nothing'], ['insert into activities default values']])(
    'that is wrong (%s) is not taken for a database that is away',
    async (statement) => {
      expect(isDatabaseUnavailable(await thrownBy(run(bench.database, statement)))).toBe(false);
    },
  );
});

it.each([
  ['takes too long', "set local statement_timeout = '20ms'; select pg_sleep(5)"],
  ['waits too long for a lock', "set local lock_timeout = '20ms'; lock table orders in share mode"],
  ['meets a server that only reads', 'set local transaction_read_only = on; create table t ()'],
])('a statement that %s may succeed later', async (_, statement) => {
  const holder = await bench.owner.connect();
  await holder.query('begin; lock table orders');
  const client = await bench.owner.connect();
  const error = await thrownBy(client.query(statement));
  client.release(true);
  await holder.query('rollback');
  holder.release();
  expect(isDatabaseUnavailable(error)).toBe(true);
});

it('a database that lets nobody in any more is away, and back when it does', async () => {
  const own = await openBench();
  const url = new URL(own.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const keeper = new pg.Client(url.href);
  await keeper.connect();
  await keeper.query(`alter database "${name}" allow_connections false`);
  const error = await thrownBy(own.database.app.query('select 1'));
  await keeper.query(`alter database "${name}" allow_connections true`);
  await keeper.end();
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect((await own.database.app.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await own.close();
});

it('an error is known by its SQLSTATE, whatever language the server speaks', () => {
  const refused = (code: string) =>
    Object.assign(new pg.DatabaseError('kaputt', 1, 'error'), { code, severity: 'FEHLER' });
  for (const code of ['42703', '22012', '23505', '40001', '40P01']) {
    expect(isDatabaseUnavailable(refused(code)), code).toBe(false);
    expect(endsConnection(refused(code)), code).toBe(false);
  }
  for (const code of ['57P01', '57P03', '08006', '25P03']) {
    expect(isDatabaseUnavailable(refused(code)), code).toBe(true);
    expect(endsConnection(refused(code)), code).toBe(true);
  }
  for (const code of ['57014', '53300', '55P03', '25006']) {
    expect(isDatabaseUnavailable(refused(code)), code).toBe(true);
    expect(endsConnection(refused(code)), code).toBe(false);
  }
});

it('a host that vanished is a connection lost, by whatever name the system gives it', () => {
  for (const name of [
    'read ETIMEDOUT',
    'write ETIMEDOUT',
    'write ECONNRESET',
    'read EHOSTUNREACH',
    'write EPIPE',
  ]) {
    const [syscall, code] = name.split(' ');
    expect(endsConnection(Object.assign(new Error(name), { syscall, code })), name).toBe(true);
  }
  expect(endsConnection(new Error('Client was closed and is not queryable'))).toBe(true);
  expect(endsConnection(new TypeError('Converting circular structure to JSON'))).toBe(false);
});

it.each([
  [
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('read ECONNRESET'), { syscall: 'read' }),
    }),
  ],
  [new Error('boom')],
  [undefined],
  ['Connection terminated'],
  [new Error('x', { cause: 'y' })],
])('something else (%s) is no database that is away', (error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});
