import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createClock } from '../../apps/server/src/clock.ts';
import { createCodeVault } from '../../apps/server/src/codes/code-vault.ts';
import { createTokens } from '../../apps/server/src/tokens/tokens.ts';
import { startEmbeddedPostgres } from '../../packages/db/src/embedded/index.ts';
import { API_KEY_SCOPES, insertApiKey, migrate, openDatabase } from '../../packages/db/src/index.ts';
import { givenActive, givenWorkspace } from '../../packages/db/src/testing/given.ts';

const AMOUNT_MINOR = 15_000;
const TOTAL_MINOR = 42_000;
const ROWS_A_STATEMENT = 2_000;

/** One certificate that can be redeemed once, and an order of its own for it. */
export type Job = {
  readonly n: number;
  readonly code: string;
  readonly orderId: string;
  readonly token: string;
};

/** A PostgreSQL as `npm start` starts it (commits wait for the disk) with one business in it. */
export type World = {
  readonly databaseUrl: string;
  readonly appSecret: string;
  readonly apiKey: string;
  /** Certificates and orders that nobody has used yet. */
  supply(count: number): Promise<Job[]>;
  /** Redemptions so far. */
  redeemed(): Promise<number>;
  /** A live code of another business. */
  foreignCode(): Promise<string>;
  /** Rows whose status, log, books and redemptions disagree: none, or the bench measured nonsense. */
  differences(): Promise<number>;
  /** What a checkpoint in the middle of a measurement would take from one side alone is done before it. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export async function createWorld(): Promise<World> {
  const home = await mkdtemp(path.join(tmpdir(), 'boon-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: home, settings: { max_wal_size: '4GB' } });
  await migrate(postgres.url);
  const database = openDatabase({ url: postgres.url });
  const owner = new pg.Pool({ connectionString: postgres.url, max: 2 });
  owner.on('error', () => undefined);
  const appSecret = randomBytes(32).toString('base64');
  const apiKey = `boon_bench_${randomUUID()}`;
  const workspace = await givenWorkspace(database);
  const apiKeyId = randomUUID();
  await insertApiKey(database, {
    id: apiKeyId,
    workspaceId: workspace.id,
    name: 'Bench',
    scopes: API_KEY_SCOPES,
    keyHash: createHash('sha256').update(apiKey).digest(),
  });
  await owner.query(`create table bench_jobs (n integer primary key, workspace_id uuid not null, code_lookup bytea not null,
    order_id uuid not null, redemption_id uuid not null, api_key_id uuid not null)`);
  const codes = createCodeVault(appSecret);
  const tokens = createTokens(appSecret, createClock(0));
  let made = 0;

  async function supplySome(count: number): Promise<Job[]> {
    const rows = await Promise.all(
      Array.from({ length: count }, async () => {
        // Before anything is awaited: the jobs are numbered in their order.
        const n = made++;
        const id = randomUUID();
        const orderId = randomUUID();
        const code = codes.draw();
        const sealed = codes.seal(code, workspace.id, id);
        const { token } = await tokens.sign('checkout', {
          workspaceId: workspace.id,
          orderId,
          language: 'en',
        });
        return { n, id, orderId, code: code.formatted(), sealed, token };
      }),
    );
    await owner.query(SUPPLY, [
      workspace.id,
      workspace.segmentId,
      rows.map(({ n }) => n),
      rows.map(({ id }) => id),
      rows.map(({ orderId }) => orderId),
      rows.map(({ sealed }) => sealed.lookup),
      rows.map(({ sealed }) => sealed.ciphertext),
      rows.map(({ sealed }) => sealed.last4),
      AMOUNT_MINOR,
      TOTAL_MINOR,
      apiKeyId,
    ]);
    return rows.map(({ n, code, orderId, token }) => ({ n, code, orderId, token }));
  }

  async function count(relation: 'redemptions' | 'ledger_differences'): Promise<number> {
    const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${relation}`);
    return rows[0]?.count ?? Number.NaN;
  }

  return {
    databaseUrl: postgres.url,
    appSecret,
    apiKey,
    async supply(count) {
      const jobs: Job[] = [];
      while (jobs.length < count) {
        jobs.push(...(await supplySome(Math.min(ROWS_A_STATEMENT, count - jobs.length))));
      }
      return jobs;
    },
    redeemed: () => count('redemptions'),
    async foreignCode() {
      const other = await givenWorkspace(database);
      const id = randomUUID();
      const code = codes.draw();
      await givenActive(database, other, { id, code: codes.seal(code, other.id, id) });
      return code.formatted();
    },
    differences: () => count('ledger_differences'),
    async settle() {
      await owner.query('vacuum analyze certificates, orders, redemptions, bench_jobs');
      await owner.query('checkpoint');
    },
    async close() {
      await database.close();
      await owner.end();
      await postgres.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Certificates paid in cash and active, each with its log and its transfer, and an open order each. */
const SUPPLY = `with given as (
    select * from unnest($3::int[], $4::uuid[], $5::uuid[], $6::bytea[], $7::bytea[], $8::text[])
      as g(n, id, order_id, lookup, ciphertext, last4)
  ), o as (
    insert into orders (workspace_id, id, reference, status, currency, total_minor, applied_minor, created_at, version)
    select $1, order_id, 'BENCH-' || n, 'open', 'EUR', $10, 0, now(), 1 from given
  ), c as (
    insert into certificates (workspace_id, id, number, segment_id, status, kind, origin, amount_minor, currency, code_lookup,
      code_lookup_key_version, code_ciphertext, code_last4, purchaser_name, purchaser_email, recipient_name, recipient_email,
      message, delivery, payment_method, created_at, activated_at, version)
    select $1, id, 'BENCH-' || n, $2, 'active', 'purchased', 'admin', $9, 'EUR', lookup, 1, ciphertext, last4, 'Ines Duarte',
      'ines@example.com', 'Jonas Weber', 'jonas@example.com', 'See you at the fjord!', 'email', 'cash', now(), now(), 1 from given
  ), a as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, details)
    select $1, id, type, now(), 'system', '{}' from given, unnest(array['created', 'activated']) type
  ), t as (
    insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
    select $1, id, 'issue', 'cash', 'liability', $9, 'EUR', now() from given
  )
  insert into bench_jobs select n, $1, lookup, order_id, gen_random_uuid(), $11 from given`;
