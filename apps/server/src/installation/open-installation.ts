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

/**
 * The database, migrated and open, and how to let go of it. `lost` rejects when the PostgreSQL that was started here is gone: a
 * server that goes on without it looks alive and can do nothing.
 */
export async function openMigratedDatabase(
  configuration: Configuration,
  log: Log,
  say: Say,
): Promise<{ database: Database; lost: Promise<never>; close(): Promise<void> }> {
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
  const watch = watchProcess(embedded?.pid ?? null);
  const close = async () => {
    watch.stop();
    await database.close();
    await embedded?.stop();
  };
  try {
    await migrate(url);
    await assertSafeSession(database);
    return { database, lost: watch.gone, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const WATCH_MS = 1_000;

function watchProcess(pid: number | null): { readonly gone: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const gone = new Promise<never>((_, reject) => {
    if (pid === null) return;
    timer = setInterval(() => {
      if (isRunning(pid)) return;
      clearInterval(timer);
      reject(new DatabaseGone());
    }, WATCH_MS);
    timer.unref();
  });
  // Whoever waits for it hears it; a start that fails for another reason does not.
  gone.catch(() => {});
  return { gone, stop: () => clearInterval(timer) };
}

export class DatabaseGone extends Error {
  constructor() {
    super('PostgreSQL has ended. What was answered is in its files: start again to go on.');
    this.name = 'DatabaseGone';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another account's process is one that runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
