import { resolve } from 'node:path';
import { type Database, findWorkspaceBySlug } from '@boon/db';
import { createAddressReader } from './addresses/address-reader.ts';
import { startKeyUses } from './api-keys/key-uses.ts';
import { createApp } from './app.ts';
import { type Auth, createAuth } from './auth/index.ts';
import { createClock } from './clock.ts';
import { createCodeVault } from './codes/code-vault.ts';
import { watchCodeKeys } from './codes/watch-code-keys.ts';
import { createDemo } from './demo/index.ts';
import { createDocuments } from './documents/documents.ts';
import { type Configuration, ConfigurationError, loadConfiguration } from './env.ts';
import { createAddressSubject } from './guessing/address-subject.ts';
import { announce, type Demo, type SignIn, signpostsOf } from './installation/announce.ts';
import { keptSecret } from './installation/kept-secret.ts';
import { listen, stopListening } from './installation/listen.ts';
import { DatabaseGone, openGateways, openMigratedDatabase } from './installation/open-installation.ts';
import { untilStopped } from './installation/until-stopped.ts';
import { createLog } from './log.ts';
import { startOutboxWorker } from './outbox/worker.ts';
import { DEMO_OWNER, DEMO_SLUG } from './seed/aurora.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { createEntryKeys } from './segments/entry-keys.ts';
import type { Services } from './services.ts';
import { createTokens } from './tokens/tokens.ts';

const SIGN_IN_LINK_MINUTES = 24 * 60;

const say = (line: string) => console.log(line);

type Closers = (() => Promise<unknown>)[];

/** Runs until stopped; whatever was opened is closed again in reverse, also when the start fails half-way. */
async function main(configuration: Configuration): Promise<void> {
  const closers: Closers = [];
  // Listened for from the first moment: asked to stop while it starts, it finishes starting and then closes in order.
  const stopped = untilStopped();
  try {
    const { lost } = await start(configuration, closers);
    await Promise.race([stopped, lost]);
    say('Stopping …');
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function start(configuration: Configuration, closers: Closers): Promise<{ lost: Promise<never> }> {
  const log = createLog((line) => console.error(line));
  const clock = createClock(configuration.clockOffsetDays);
  const dataDirectory = resolve(configuration.dataDirectory);
  const appSecret = configuration.appSecret ?? (await keptSecret(dataDirectory, 'app-secret'));

  const documents = createDocuments();
  closers.push(documents.close);
  const { database, lost, close: closeDatabase } = await openMigratedDatabase(configuration, log, say);
  closers.push(closeDatabase);
  const gateways = await openGateways(configuration, log, clock);
  closers.push(async () => gateways.local?.close());
  const codeKeys = await watchCodeKeys(database, log);
  closers.push(codeKeys.stop);
  const codes = createCodeVault(appSecret, codeKeys.current);
  const readAddress = createAddressReader(configuration.trustedProxies);
  const auth = createAuth({
    clientAddress: readAddress,
    database: database.orm,
    secret: appSecret,
    publicUrl: configuration.publicUrl,
    clock,
    isProduction: configuration.isProduction,
  });
  const demo = configuration.seedsDemo ? await openDemo(configuration, dataDirectory) : null;
  if (demo) await seedDemo({ database, codes, clock, auth, ...demo, log: say });
  const signIn = await prepareOwner(configuration, database, auth);

  const keyUses = startKeyUses(database, clock, log);
  closers.push(keyUses.stop);
  const services: Services = {
    database,
    clock,
    codes,
    tokens: createTokens(appSecret, clock),
    entryKeys: createEntryKeys(appSecret),
    addressSubject: createAddressSubject(appSecret),
    keyUses,
    payments: gateways.payments,
    mailer: gateways.mailer,
    documents,
    log,
    publicUrl: configuration.publicUrl,
    mailFrom: configuration.mailFrom,
    testMode: gateways.local !== null,
  };
  const ownOrigin = `http://127.0.0.1:${configuration.port}`;
  const app = createApp({
    services,
    auth,
    readAddress,
    local: gateways.local && {
      outbox: gateways.local.outbox,
      paymentPages: gateways.local.paymentPages,
      demo: demo && createDemo({ apiBase: ownOrigin, ...demo, clock }),
    },
    signposts: signpostsOf(demo !== null),
  });
  const server = await listen(app, configuration.port);
  closers.push(() => stopListening(server));
  gateways.local?.connectWebhook((workspaceId) => `${ownOrigin}/webhooks/stripe/${workspaceId}`);
  const worker = await startOutboxWorker(services);
  closers.push(worker.stop);
  // It serves already; a broken installation must show all the same, and not with the first certificate that is sold.
  await documents.warmUp();
  announce(configuration, demo, signIn);
  return { lost };
}

async function openDemo({ demoApiKey, publicUrl }: Configuration, dataDirectory: string): Promise<Demo> {
  return { apiKey: demoApiKey ?? `boon_demo_${await keptSecret(dataDirectory, 'demo-api-key')}`, publicUrl };
}

/** The first owner from the environment, or a one-time link for the demo's. Null while there is no workspace to own. */
async function prepareOwner(configuration: Configuration, database: Database, auth: Auth): Promise<SignIn> {
  const workspace = await findWorkspaceBySlug(database, DEMO_SLUG);
  if (!workspace) return null;
  const { owner } = configuration;
  if (owner) {
    await auth.ensureOwner({ workspaceId: workspace.id, name: owner.email, ...owner });
    return { email: owner.email };
  }
  if (configuration.isProduction) return null;
  return {
    link: await auth.createSignInLink({ email: DEMO_OWNER.email, validMinutes: SIGN_IN_LINK_MINUTES }),
  };
}

try {
  await main(loadConfiguration());
  process.exit(0);
} catch (error) {
  if (error instanceof DatabaseGone) console.error(`Boon has stopped: ${error.message}`);
  else if (error instanceof ConfigurationError)
    console.error(`Boon cannot start:\n${error.message.replace(/^/gm, '  ')}`);
  else console.error('Boon cannot start:', error instanceof Error ? error.message : error);
  process.exit(1);
}
