import { join, resolve } from 'node:path';
import { assertSafeSession, type Database, migrate, openDatabase } from '@boon/db';
import { startEmbeddedPostgres } from '@boon/db/embedded';
import type { Clock } from '../clock.ts';
import type { Configuration } from '../env.ts';
import { startLocalGateways } from '../gateways/local/local-gateways.ts';
import type { LocalGateways } from '../gateways/local/types.ts';
import { createMailer, type Mailer } from '../gateways/mailer.ts';
import { createPayments, type Payments } from '../gateways/payments.ts';
import type { Log } from '../log.ts';

type Say = (line: string) => void;

/** The database, migrated and open, and how to let go of it. */
export async function openMigratedDatabase(
  configuration: Configuration,
  log: Log,
  say: Say,
): Promise<{ database: Database; close(): Promise<void> }> {
  const { databaseUrl, dataDirectory } = configuration;
  say(databaseUrl === null ? 'Starting the database …' : 'Connecting to the database …');
  const embedded =
    databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir: resolve(dataDirectory, 'postgres'), log: say })
      : null;
  const url = embedded?.url ?? databaseUrl ?? '';
  const database = openDatabase({
    url,
    onConnectionLost: (error) => log.error('database.connection_lost', error),
  });
  const close = async () => {
    await database.close();
    await embedded?.stop();
  };
  try {
    await migrate(url);
    await assertSafeSession(database);
    return { database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type Gateways = { payments: Payments; mailer: Mailer; local: LocalGateways | null };

/** The real Stripe and Postmark where there are keys; outside production, local servers that speak their protocols. */
export async function openGateways(configuration: Configuration, log: Log, clock: Clock): Promise<Gateways> {
  const { stripe, postmark } = configuration;
  const local =
    stripe && postmark
      ? null
      : await startLocalGateways({
          directory: resolve(join(configuration.dataDirectory, 'local')),
          publicUrl: configuration.publicUrl,
          log: (message, facts) => log.info(message, facts),
          clock: clock.now,
        });
  const withBase = <Keys extends { apiBase: string | null }>({ apiBase, ...keys }: Keys) =>
    apiBase === null ? keys : { ...keys, apiBase };
  const paymentKeys = stripe ? withBase(stripe) : local?.stripe;
  const mailKeys = postmark ? withBase(postmark) : local?.postmark;
  if (!paymentKeys || !mailKeys) throw new TypeError('a gateway without keys has a local stand-in');
  return { payments: createPayments(paymentKeys), mailer: createMailer(mailKeys), local };
}
