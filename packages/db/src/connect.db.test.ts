import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, openBench } from './testing/index.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ appConnectionsMax: 1 });
});
afterAll(() => bench.close());

const backend = async () => {
  const { rows } = await bench.database.app.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
};

it('a connection outlives a statement that the database refuses', async () => {
  const before = await backend();
  await expect(bench.database.app.query('select 1 / 0')).rejects.toThrow('division by zero');
  await expect(bench.database.app.query('insert into activities default values')).rejects.toThrow();
  expect(await backend()).toBe(before);
});

it('a connection that was lost, while it worked or while it waited, is given up for a new one', async () => {
  const first = await backend();
  const cutOff = expect(bench.database.app.query('select pg_sleep(60)')).rejects.toThrow();
  await bench.owner.query('select pg_terminate_backend($1)', [first]);
  await cutOff;
  const second = await backend();
  expect(second).not.toBe(first);
  await bench.owner.query('select pg_terminate_backend($1)', [second]);
  await expect.poll(backend).not.toBe(second);
});
