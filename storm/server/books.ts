import { startEmbeddedPostgres } from '../../packages/db/src/embedded/index.ts';
import { openDatabase } from '../../packages/db/src/index.ts';

/** The server's database as its owner, who sees every tenant. */
export type Books = {
  read<Row extends Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Joins the server's PostgreSQL, or starts it when it is down. */
export async function openBooks(databaseDirectory: string): Promise<Books> {
  const postgres = await startEmbeddedPostgres({ dataDir: databaseDirectory });
  const database = openDatabase({ url: postgres.url, appConnectionsMax: 1 });
  const client = await database.app.connect();
  await client.query('set role none; set statement_timeout = 120000');
  return {
    read: async <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    async close() {
      client.release();
      await database.close();
      await postgres.stop();
    },
  };
}
