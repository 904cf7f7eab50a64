import { randomBytes, randomUUID } from 'node:crypto';
import type { StoredCertificate } from '@boon/core';
import { NOW } from '@boon/core/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assertSafeSession, findApiKey, insertApiKey, readState } from './index.ts';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenRedeemed,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let a: GivenWorkspace;
let b: GivenWorkspace;
let certificateOfB: StoredCertificate;

/** Tables with rows of a tenant that are looked up before the tenant is known. */
const OPEN_TABLES = ['members'];
const INSUFFICIENT_PRIVILEGE = '42501';

beforeAll(async () => {
  bench = await openBench();
  [a, b] = [await givenWorkspace(bench.database), await givenWorkspace(bench.database)];
  for (const workspace of [a, b]) {
    const certificate = await givenActive(bench.database, workspace);
    await givenRedeemed(bench.database, certificate, await givenOrder(bench.database, workspace));
  }
  certificateOfB = await givenActive(bench.database, b);
});
afterEach(() => bench.assertBooksAgree());
afterAll(() => bench.close());

/** Runs one statement for a tenant, or for none, and undoes it; the error's code when it is refused. */
async function as(pool: pg.Pool, tenant: string | null, statement: string, values: unknown[] = []) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.workspace_id', $1, true)`, [tenant ?? '']);
    const { rows, rowCount } = await client.query<Record<string, unknown>>(statement, values);
    return { rows, rowCount };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { refused: error.code };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const asApp = (tenant: string | null, statement: string, values: unknown[] = []) =>
  as(bench.database.app, tenant, statement, values);

async function tenantTables(): Promise<string[]> {
  const { rows } = await bench.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'workspace_id'
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !OPEN_TABLES.includes(name));
}

describe('the runtime, whatever its program does,', () => {
  it('is kept to one tenant by every table that names one, the owner not excepted', async () => {
    const { rows } = await bench.owner.query<{ name: string }>(
      `select relname as name from pg_class where relrowsecurity and relforcerowsecurity
       and relnamespace = 'public'::regnamespace`,
    );
    const forced = rows.map(({ name }) => name);
    expect((await tenantTables()).filter((name) => !forced.includes(name))).toEqual([]);
    expect(forced).toContain('certificates');
  });

  it('sees no row of any of them while no tenant is set', async () => {
    for (const table of await tenantTables()) {
      expect([table, await asApp(null, `select 1 from ${table}`)]).toEqual([
        table,
        { rows: [], rowCount: 0 },
      ]);
    }
  });

  it('sees the rows of its tenant and no other', async () => {
    for (const table of [
      'certificates',
      'orders',
      'redemptions',
      'payments',
      'activities',
      'transfers',
      'outbox',
    ]) {
      const seen = await asApp(a.id, `select distinct workspace_id from ${table}`);
      expect([table, seen.rows]).toEqual([table, [{ workspace_id: a.id }]]);
      const asked = await asApp(a.id, `select 1 from ${table} where workspace_id = $1`, [b.id]);
      expect([table, asked.rows]).toEqual([table, []]);
    }
  });

  it('cannot change, insert or move a row into another tenant', async () => {
    const { id } = certificateOfB;
    const rename = await asApp(a.id, `update certificates set recipient_name = 'x' where id = $1`, [id]);
    expect(rename.rowCount).toBe(0);
    const move = await asApp(a.id, 'update certificates set workspace_id = $1', [b.id]);
    expect(move).toEqual({ refused: INSUFFICIENT_PRIVILEGE });
    const insert = await asApp(
      a.id,
      `insert into activities (workspace_id, certificate_id, type, at, actor_kind, details) values ($1, $2, 'sent', now(), 'system', '{}')`,
      [b.id, id],
    );
    expect(insert).toEqual({ refused: INSUFFICIENT_PRIVILEGE });
    const tell = await asApp(
      a.id,
      `insert into outbox (workspace_id, kind, payload, run_at) values ($1, 'mail', '{}', now())`,
      [b.id],
    );
    expect(tell).toEqual({ refused: INSUFFICIENT_PRIVILEGE });
    const settings = await asApp(a.id, `update workspaces set name = 'x' where id = $1`, [b.id]);
    expect(settings.rowCount).toBe(0);
    const own = await asApp(a.id, `update workspaces set name = 'x'`);
    expect(own.rowCount).toBe(1);
  });

  it('gets the same nothing for an id of another workspace and an id of nobody', async () => {
    const ask = (certificateId: string) => readState(bench.database, a.id, { certificateId });
    const [foreign, missing] = [await ask(certificateOfB.id), await ask(randomUUID())];
    expect({ ...foreign, now: null }).toEqual({ ...missing, now: null });
  });

  it('finds a key by its hash alone, until it is revoked', async () => {
    const keyHash = randomBytes(32);
    const key = { id: randomUUID(), workspaceId: b.id, name: 'Booking site', scopes: ['redeem'] as const };
    await insertApiKey(bench.database, { ...key, keyHash });
    expect(await findApiKey(bench.database, keyHash)).toEqual(key);
    expect(await findApiKey(bench.database, randomBytes(32))).toBeNull();
    expect((await asApp(a.id, 'select 1 from api_keys')).rows).toEqual([]);
    await bench.owner.query('update api_keys set revoked_at = $2 where id = $1', [key.id, NOW]);
    expect(await findApiKey(bench.database, keyHash)).toBeNull();
  });

  it.each([
    'create table mine (id int)',
    'create schema mine',
    'drop table activities',
    'alter table certificates disable row level security',
    'alter table activities disable trigger all',
    'drop policy tenant on certificates',
    'create function mine() returns int language sql as $$ select 1 $$',
    'alter role boon_app bypassrls',
    'set session_replication_role = replica',
    'truncate certificates',
    'truncate activities',
    'delete from certificates',
    'delete from orders',
    'delete from redemptions',
    'delete from payments',
    'delete from activities',
    'delete from transfers',
    'delete from outbox',
    'delete from workspaces',
    'update activities set at = now()',
    'update transfers set amount_minor = 1',
    'update outbox set done_at = now()',
    'copy certificates to program $$cat$$',
  ])('may not: %s', async (statement) => {
    expect(await asApp(a.id, statement)).toEqual({ refused: INSUFFICIENT_PRIVILEGE });
  });

  it('cannot turn row-level security off: the query fails instead of showing more', async () => {
    const client = await bench.database.app.connect();
    try {
      await client.query('set row_security = off');
      await expect(client.query('select 1 from certificates')).rejects.toMatchObject({
        code: INSUFFICIENT_PRIVILEGE,
      });
    } finally {
      client.release(true);
    }
  });

  it('forgets the tenant with the statement that set it: the next user of the connection has none', async () => {
    const client = await bench.database.app.connect();
    try {
      const read = await client.query(
        `select read_state($1, jsonb_build_object('certificate_id', $2::uuid)) as state`,
        [b.id, certificateOfB.id],
      );
      expect(read.rows[0]?.state.certificate.id).toBe(certificateOfB.id);
      expect((await client.query('select 1 from certificates')).rows).toEqual([]);
    } finally {
      client.release();
    }
  });
});

describe('the worker', () => {
  const asWorker = (statement: string) => as(bench.database.worker, null, statement);

  it('sees what is due of every tenant', async () => {
    const seen = await asWorker('select distinct workspace_id from certificates');
    expect(seen.rows).toHaveLength(2);
  });

  it.each([
    'update certificates set recipient_name = $$x$$',
    'update orders set applied_minor = 0',
    'select 1 from activities',
    'select 1 from api_keys',
    'select 1 from sessions',
    'insert into transfers default values',
    'create table mine (id int)',
  ])('may not: %s', async (statement) => {
    expect(await asWorker(statement)).toEqual({ refused: INSUFFICIENT_PRIVILEGE });
  });
});

describe('the start', () => {
  it('accepts the sessions of the runtime', async () => {
    await expect(assertSafeSession(bench.database)).resolves.toBeUndefined();
  });

  it('refuses a session that could see every tenant, or could lose a commit', async () => {
    await expect(assertSafeSession({ ...bench.database, app: bench.owner })).rejects.toThrow(/boon_app/);
    const careless = new pg.Pool({
      connectionString: bench.url,
      options: '-c role=boon_app -c synchronous_commit=off',
      max: 1,
    });
    // It may still be closing when its database is dropped.
    careless.on('error', () => {});
    await expect(assertSafeSession({ ...bench.database, app: careless })).rejects.toThrow(
      /synchronous_commit/,
    );
    await careless.end();
  });
});
