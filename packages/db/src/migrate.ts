import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

export const APP_ROLE = 'boon_app';
export const WORKER_ROLE = 'boon_worker';

/** Any number, the same for every process: one migrates, the others wait. */
const MIGRATION_LOCK = 2_040_317;

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Brings the database at `url` (its owner's) to the current schema and makes the runtime roles. Any number of processes
 * may call it at once. @throws Error that says what to grant when the owner may not create roles
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'boon-migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await createRoles(client);
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await client.end();
  }
}

async function createRoles(client: pg.Client): Promise<void> {
  for (const role of [APP_ROLE, WORKER_ROLE]) {
    try {
      await createRole(client, role);
      await client.query(`grant ${role} to current_user`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
      const { rows } = await client
        .query("select pg_has_role(current_user, $1, 'member') as member", [role])
        .catch(() => ({ rows: [{ member: false }] }));
      if (rows[0]?.member === true) continue;
      throw new Error(
        `DATABASE_URL's user may not create the role ${role}. Have an administrator run: CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO <that user>; or give the user CREATEROLE.`,
        { cause: error },
      );
    }
  }
}

// Roles belong to the whole server: another database's migration may create them at the same moment.
async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount !== 0) return;
  try {
    await client.query(`create role ${role} nologin nosuperuser nobypassrls`);
  } catch (error) {
    const taken = error instanceof pg.DatabaseError && (error.code === '42710' || error.code === '23505');
    if (!taken) throw error;
  }
}
