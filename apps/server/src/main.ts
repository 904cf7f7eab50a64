import { resolve } from 'node:path';
import { type Database, findWorkspaceBySlug } from '@boon/db';
import { createApp } from './app.ts';
import { type Auth, createAuth } from './auth/index.ts';
import { createClock } from './clock.ts';
import { createCodeVault } from './codes/code-vault.ts';
import { createDemo } from './demo/index.ts';
import { startDocuments } from './documents/documents.ts';
import { type Configuration, ConfigurationError, loadConfiguration } from './env.ts';
import { keptSecret } from './installation/kept-secret.ts';
import { listen, stopListening } from './installation/listen.ts';
import { openGateways, openMigratedDatabase } from './installation/open-installation.ts';
import { untilStopped } from './installation/until-stopped.ts';
import { createLog } from './log.ts';
import { startOutboxWorker } from './outbox/worker.ts';
import type { Signpost } from './pages/home.ts';
import { DEMO_OWNER, DEMO_SLUG } from './seed/aurora.ts';
import { seedDemo } from './seed/seed-demo.ts';
import type { Services } from './services.ts';
import { createTokens } from './tokens/tokens.ts';

const SIGN_IN_LINK_MINUTES = 24 * 60;

const say = (line: string) => console.log(line);

async function main(configuration: Configuration): Promise<void> {
  const log = createLog((line) => console.error(line));
  const clock = createClock(configuration.clockOffsetDays);
  const dataDirectory = resolve(configuration.dataDirectory);
  const appSecret = configuration.appSecret ?? (await keptSecret(dataDirectory, 'app-secret'));

  // The PDF worker reads its fonts while the database starts.
  const documentsStarting = startDocuments();
  documentsStarting.catch(() => {});
  const { database, close: closeDatabase } = await openMigratedDatabase(configuration, log, say);
  const gateways = await openGateways(configuration, log, clock);
  const codes = createCodeVault(appSecret);
  const auth = createAuth({
    database: database.orm,
    secret: appSecret,
    publicUrl: configuration.publicUrl,
    clock,
    isProduction: configuration.isProduction,
  });
  const demo = configuration.seedsDemo ? await openDemo(configuration, dataDirectory) : null;
  if (demo) await seedDemo({ database, codes, clock, auth, ...demo, log: say });
  const signIn = await prepareOwner(configuration, database, auth);

  const services: Services = {
    database,
    clock,
    codes,
    tokens: createTokens(appSecret, clock),
    payments: gateways.payments,
    mailer: gateways.mailer,
    documents: await documentsStarting,
    log,
    publicUrl: configuration.publicUrl,
    mailFrom: configuration.mailFrom,
    testMode: gateways.local !== null,
  };
  const ownOrigin = `http://127.0.0.1:${configuration.port}`;
  const app = createApp({
    services,
    auth,
    local: gateways.local && {
      outbox: gateways.local.outbox,
      paymentPages: gateways.local.paymentPages,
      demo: demo && createDemo({ apiBase: ownOrigin, ...demo, clock }),
    },
    signposts: signpostsOf(demo !== null),
  });
  const server = await listen(app, configuration.port);
  gateways.local?.connectWebhook((workspaceId) => `${ownOrigin}/webhooks/stripe/${workspaceId}`);
  const worker = await startOutboxWorker(services);
  announce(configuration, demo, signIn);

  await untilStopped();
  say('Stopping …');
  await stopListening(server);
  await worker.stop();
  await gateways.local?.close();
  await services.documents.close();
  await closeDatabase();
}

type Demo = { readonly apiKey: string; readonly publicUrl: string };

async function openDemo({ demoApiKey, publicUrl }: Configuration, dataDirectory: string): Promise<Demo> {
  return { apiKey: demoApiKey ?? `boon_demo_${await keptSecret(dataDirectory, 'demo-api-key')}`, publicUrl };
}

type SignIn = { readonly link: string } | { readonly email: string } | null;

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

function signpostsOf(hasDemo: boolean): Signpost[] {
  const console: Signpost = {
    name: 'Staff console',
    path: '/admin',
    says: 'Find, create, send and void certificates.',
  };
  if (!hasDemo) return [console];
  return [
    {
      name: 'Aurora Journeys: gift certificates',
      path: `/p/${DEMO_SLUG}`,
      says: 'The public portal of the demo workspace.',
    },
    {
      name: 'Aurora Journeys: check a certificate',
      path: `/p/${DEMO_SLUG}/check`,
      says: 'What a code is worth and how long it is valid.',
    },
    {
      name: 'Sample booking checkout',
      path: '/demo',
      says: 'A booking site of its own, with the widget in its checkout.',
    },
    console,
  ];
}

function announce(
  { publicUrl, port, stripe, postmark }: Configuration,
  demo: Demo | null,
  signIn: SignIn,
): void {
  const lines: [string, string][] = [['Boon', publicUrl]];
  if (demo) {
    lines.push(
      ['Portal', `${publicUrl}/p/${DEMO_SLUG}`],
      ['Checkout', `${publicUrl}/demo`],
      ['API key', demo.apiKey],
    );
  }
  if (signIn && 'link' in signIn) lines.push(['Admin', `${signIn.link}  (signs in once, within 24 hours)`]);
  else lines.push(['Admin', signIn ? `${publicUrl}/admin, as ${signIn.email}` : `${publicUrl}/admin`]);
  if (!stripe) lines.push(['Payments', 'test page, no money moves']);
  if (!postmark) lines.push(['Mails', `local outbox, ${publicUrl}/admin/outbox`]);
  if (!signIn) lines.push(['Note', 'there is no workspace yet; BOON_DEMO=1 makes the demo workspace']);
  say('');
  for (const [name, value] of lines) say(`  ${name.padEnd(9)} ${value}`);
  say(`\nListening on port ${port}. Ctrl-C stops everything.`);
}

try {
  await main(loadConfiguration());
  process.exit(0);
} catch (error) {
  if (error instanceof ConfigurationError)
    console.error(`Boon cannot start:\n${error.message.replace(/^/gm, '  ')}`);
  else console.error('Boon cannot start:', error instanceof Error ? error.message : error);
  process.exit(1);
}
