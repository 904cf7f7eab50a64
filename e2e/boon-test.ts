import { test as base, type LaunchOptions, type Page } from '@playwright/test';
import { type Books, openBooks } from './harness/books.ts';
import type { BoonAddress } from './harness/boon-process.ts';
import { currentRun, type Run } from './harness/run.ts';
import { openShop, type Shop } from './harness/shop.ts';

export { expect } from '@playwright/test';

/** Where the sign-in test leaves its session for the others: the printed link works once. */
export const STAFF_SESSION = 'test-results/staff-session.json';

type Fixtures = {
  /** A page of a member of staff who is signed in. */
  staffPage: Page;
};

type WorkerFixtures = {
  run: Run;
  boon: BoonAddress;
  books: Books;
  /** Sites of others, which may use the demo workspace's widget. */
  shop: Shop;
  launchOptions: LaunchOptions;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  run: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => use(currentRun()),
    { scope: 'worker' },
  ],

  boon: [async ({ run }, use) => use(run.boon), { scope: 'worker' }],

  books: [
    async ({ boon }, use) => {
      const books = await openBooks(boon.databaseDirectory);
      await use(books);
      await books.close();
    },
    { scope: 'worker' },
  ],

  shop: [
    async ({ boon, books }, use) => {
      const shop = await openShop(boon.url);
      await books.allowOrigin('aurora', shop.origin);
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],

  launchOptions: [
    async ({ run }, use) => {
      const { executablePath, environment } = run.browser;
      const args = ['--no-sandbox', '--disable-dev-shm-usage'];
      const env = { ...definedVariables(), ...environment };
      await use(executablePath === null ? { channel: 'chrome', args, env } : { executablePath, args, env });
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ boon }, use) => use(boon.url),

  staffPage: async ({ browser, boon }, use) => {
    const context = await browser.newContext({ storageState: STAFF_SESSION, baseURL: boon.url });
    await use(await context.newPage());
    await context.close();
  },
});

function definedVariables(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}
