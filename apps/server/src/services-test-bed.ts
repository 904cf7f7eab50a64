import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstSegment, type Workspace } from '@boon/core';
import { type Database, insertWorkspace, migrate, openDatabase, withWorkspace } from '@boon/db';
import { createTestDatabase } from '@boon/db/testing';
import pg from 'pg';
import { startKeyUses } from './api-keys/key-uses.ts';
import { createCodeVault } from './codes/code-vault.ts';
import type { Documents } from './documents/documents.ts';
import { startLocalGateways } from './gateways/local/local-gateways.ts';
import type { LocalGateways } from './gateways/local/types.ts';
import { createMailer } from './gateways/mailer.ts';
import { createPayments } from './gateways/payments.ts';
import { createAddressSubject } from './guessing/address-subject.ts';
import { uuidv7 } from './ids.ts';
import { createLog } from './log.ts';
import { createEntryKeys } from './segments/entry-keys.ts';
import type { Services } from './services.ts';
import { createTokens } from './tokens/tokens.ts';

const SECRET = 'a secret of the tests, 32 bytes and more';
const PUBLIC_URL = 'http://localhost:3999';

export type ServicesTestBed = {
  readonly services: Services;
  readonly local: LocalGateways;
  /** As the database's owner: sees every tenant, may look but is not the app. */
  readonly owner: pg.Pool;
  readonly clock: { moveTo(instant: Date | null): void };
  newWorkspace(settings?: Partial<Workspace>): Promise<Workspace>;
  /** The local payment page's "pay" for a checkout URL. */
  pay(checkoutUrl: string, method?: 'card' | 'bank_debit'): Promise<void>;
  close(): Promise<void>;
};

/** The use cases on a real database, with the real SDKs on the local stand-ins. PDFs are a few bytes: they are tested elsewhere. */
export async function openServices(): Promise<ServicesTestBed> {
  const testDatabase = await createTestDatabase();
  await migrate(testDatabase.url);
  const database: Database = openDatabase({ url: testDatabase.url, appConnectionsMax: 24 });
  const owner = new pg.Pool({ connectionString: testDatabase.url, max: 4 });
  owner.on('error', () => {});
  const directory = await mkdtemp(join(tmpdir(), 'boon-test-local-'));
  let fixed: Date | null = null;
  const clock = {
    now: () => fixed ?? new Date(),
    from: (databaseNow: Date) => fixed ?? databaseNow,
    isMoved: () => fixed !== null,
  };
  const log = createLog(() => {});
  const local = await startLocalGateways({
    directory,
    publicUrl: PUBLIC_URL,
    log: () => {},
    clock: clock.now,
  });
  const keyUses = startKeyUses(database, clock, log);
  const services: Services = {
    database,
    clock,
    codes: createCodeVault(SECRET),
    tokens: createTokens(SECRET, clock),
    entryKeys: createEntryKeys(SECRET),
    addressSubject: createAddressSubject(SECRET),
    keyUses,
    payments: createPayments(local.stripe),
    mailer: createMailer(local.postmark),
    documents: placeholderDocuments,
    log,
    publicUrl: PUBLIC_URL,
    mailFrom: 'certificates@boon.example',
    testMode: true,
  };
  return {
    services,
    local,
    owner,
    clock: {
      moveTo(instant) {
        fixed = instant;
      },
    },
    newWorkspace: (settings = {}) => newWorkspace(database, settings),
    async pay(checkoutUrl, method = 'card') {
      const path = new URL(checkoutUrl).pathname.replace('/test-payments', '');
      const answer = await local.paymentPages.request(`${PUBLIC_URL}${path}`, {
        method: 'POST',
        headers: { origin: PUBLIC_URL, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ method, card_number: '4242 4242 4242 4242' }),
      });
      if (answer.status !== 303) throw new Error(`the payment page answered ${answer.status}`);
    },
    async close() {
      await keyUses.stop();
      await local.close();
      await database.close();
      await owner.end();
      await testDatabase.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const placeholderDocuments: Documents = {
  render: async () => new TextEncoder().encode('%PDF-1.7 placeholder %%EOF'),
  renderRosette: async () => new TextEncoder().encode('\u0089PNG placeholder'),
  warmUp: async () => {},
  close: async () => {},
};

async function newWorkspace(database: Database, settings: Partial<Workspace>): Promise<Workspace> {
  const id = uuidv7(new Date());
  const workspace: Workspace = {
    id,
    slug: `shop-${id}`,
    name: 'Fjordline Kayak Tours',
    publicEmail: 'hello@fjordline.example',
    notificationEmail: 'desk@fjordline.example',
    brandColour: '#0B5C5E',
    currency: 'EUR',
    language: 'en',
    timeZone: 'Europe/Oslo',
    portalEnabled: true,
    portalHeading: 'Give a day on the water',
    portalIntro: 'They pick the trip and the date.',
    amountMinMinor: 2_500,
    amountMaxMinor: 200_000,
    suggestedAmountsMinor: [5_000, 10_000, 15_000],
    expiresAfterDays: 730,
    terms: 'Used in full on one booking.',
    bookingUrl: null,
    allowedOrigins: [],
    ...settings,
  };
  const segment = firstSegment({
    id: uuidv7(new Date()),
    workspaceId: id,
    slug: 'everyone',
    name: 'Everyone',
    language: workspace.language,
  });
  await withWorkspace(database, id, (tx) => insertWorkspace(tx, workspace, segment));
  return workspace;
}
