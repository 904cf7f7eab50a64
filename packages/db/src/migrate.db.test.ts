import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './index.ts';
import { type Bench, openBench } from './testing/index.ts';

const PROCESSES = 5;

let bench: Bench;
const made: string[] = [];

beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => {
  for (const name of made) await bench.owner.query(`drop database ${name} with (force)`);
  await bench.close();
});

async function emptyDatabase(): Promise<string> {
  const name = `migrate_${randomBytes(6).toString('hex')}`;
  await bench.owner.query(`create database ${name}`);
  made.push(name);
  const url = new URL(bench.url);
  url.pathname = `/${name}`;
  return url.href;
}

async function read(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

const JOURNAL = 'select id, hash, created_at from drizzle.__drizzle_migrations order by id';
const CATALOG = `select c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) as type, c.relrowsecurity
  from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
  where c.relnamespace = 'public'::regnamespace order by 1, 3`;

describe('migrating', () => {
  it(`an empty database by ${PROCESSES} processes at once applies every migration once`, async () => {
    const url = await emptyDatabase();
    await Promise.all(Array.from({ length: PROCESSES }, () => migrate(url)));
    expect(await read(url, JOURNAL)).toEqual(await read(bench.url, JOURNAL));
    expect(await read(url, CATALOG)).toEqual(await read(bench.url, CATALOG));
  });

  it('again changes nothing', async () => {
    const before = [await read(bench.url, JOURNAL), await read(bench.url, CATALOG)];
    await migrate(bench.url);
    expect([await read(bench.url, JOURNAL), await read(bench.url, CATALOG)]).toEqual(before);
  });

  it('several databases of one server at once gets along with the roles they share', async () => {
    const urls = [await emptyDatabase(), await emptyDatabase(), await emptyDatabase()];
    await expect(Promise.all(urls.map(migrate))).resolves.toHaveLength(urls.length);
  });
});
