import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from '../connect.ts';
import { createTestDatabase } from './database.ts';

/** A migrated database of one test file, seen as the runtime sees it and as its owner. */
export type Bench = {
  readonly url: string;
  /** Under the runtime's roles, row-level security and all. */
  readonly database: Database;
  /** As the owner, who sees every tenant. */
  readonly owner: pg.Pool;
  /** One row per certificate or order whose row, log, transfers and redemptions disagree. */
  ledgerDifferences(): Promise<{ number: string; problem: string }[]>;
  /** Equal for two moments between which no row of any table was written, changed or removed. */
  fingerprint(): Promise<string>;
  /** @throws Error when the books do not agree: called after every test that writes */
  assertBooksAgree(): Promise<void>;
  close(): Promise<void>;
};

export async function openBench(options: Omit<DatabaseOptions, 'url'> = {}): Promise<Bench> {
  const testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  const database = openDatabase({ url, ...options });
  const owner = new pg.Pool({ connectionString: url, max: 3 });
  owner.on('error', () => {});
  const ledgerDifferences = async () => {
    const { rows } = await owner.query<{ number: string; problem: string }>(
      'select number, problem from ledger_differences order by number, problem',
    );
    return rows;
  };
  return {
    url,
    database,
    owner,
    ledgerDifferences,
    fingerprint: () => fingerprint(owner),
    async assertBooksAgree() {
      const differences = await ledgerDifferences();
      if (differences.length > 0) throw new Error(`the books disagree: ${JSON.stringify(differences)}`);
    },
    async close() {
      await database.close();
      await owner.end();
      await testDatabase.drop();
    },
  };
}

async function fingerprint(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query<{ digest: string }>(
    `select string_agg(table_name || ' ' || (xpath('//digest/text()', query_to_xml(format(
        'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) as digest from %I t', table_name),
        false, true, '')))[1]::text, chr(10) order by table_name) as digest
     from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  return rows[0]?.digest ?? '';
}
