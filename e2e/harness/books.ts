import { startEmbeddedPostgres } from '../../packages/db/src/embedded/index.ts';
import { openDatabase } from '../../packages/db/src/index.ts';

export type StoredCounts = Readonly<
  Record<'certificates' | 'activities' | 'payments' | 'redemptions' | 'outbox', number>
>;

/** The database of the running server, seen from behind: what was stored, and switches no screen has yet. */
export type Books = {
  countStored(): Promise<StoredCounts>;
  /** Accounts whose transfers do not add up to what the certificates say. */
  readDifferences(): Promise<readonly unknown[]>;
  switchPortal(slug: string, state: 'on' | 'off'): Promise<void>;
  /** @returns the role before */
  changeRole(email: string, role: string): Promise<string>;
  /** Adds to the origins whose pages may use the widget. */
  allowOrigin(slug: string, origin: string): Promise<void>;
  close(): Promise<void>;
};

/** Joins the server's own PostgreSQL in its data directory, as the owner of the tables. */
export async function openBooks(dataDir: string): Promise<Books> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const database = openDatabase({ url: postgres.url, appConnectionsMax: 1 });
  const client = await database.app.connect();
  // Back to the owner, who sees every tenant.
  await client.query('set role none');
  return {
    async countStored() {
      const { rows } = await client.query<StoredCounts>(
        `select (select count(*)::int from certificates) as certificates, (select count(*)::int from activities) as activities,
                (select count(*)::int from payments) as payments, (select count(*)::int from redemptions) as redemptions,
                (select count(*)::int from outbox) as outbox`,
      );
      const counts = rows[0];
      if (!counts) throw new Error('no counts');
      return counts;
    },
    async readDifferences() {
      return (await client.query('select * from ledger_differences')).rows;
    },
    async switchPortal(slug, state) {
      await client.query('update workspaces set portal_enabled = $2 where slug = $1', [slug, state === 'on']);
    },
    async changeRole(email, role) {
      const { rows } = await client.query<{ role: string }>(
        `update members m set role = $2 from users u, members before
         where u.email = $1 and m.user_id = u.id and before.user_id = u.id and before.workspace_id = m.workspace_id
         returning before.role`,
        [email, role],
      );
      const [before] = rows;
      if (!before) throw new Error(`${email} is no member`);
      return before.role;
    },
    async allowOrigin(slug, origin) {
      await client.query(
        'update workspaces set allowed_origins = array_append(allowed_origins, $2) where slug = $1',
        [slug, origin],
      );
    },
    async close() {
      client.release();
      await database.close();
      await postgres.stop();
    },
  };
}
