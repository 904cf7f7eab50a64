import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { startEmbeddedPostgres } from '@boon/db/embedded';
import { type Configuration, ConfigurationError } from '../env.ts';

export type FoundDatabase = { readonly url: string; close(): Promise<void> };

/**
 * The installation's database, as its owner: DATABASE_URL's, or the one under DATA_DIR, joined while a server uses it
 * and started while none does. @throws ConfigurationError when there is none; a command makes no new one
 */
export async function findDatabase({ databaseUrl, dataDirectory }: Configuration): Promise<FoundDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, close: async () => {} };
  const dataDir = resolve(dataDirectory, 'postgres');
  await access(dataDir).catch(() => {
    throw new ConfigurationError([`DATA_DIR ${resolve(dataDirectory)} holds no database`]);
  });
  const embedded = await startEmbeddedPostgres({ dataDir });
  return { url: embedded.url, close: embedded.stop };
}
