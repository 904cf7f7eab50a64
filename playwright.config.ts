import { defineConfig } from '@playwright/test';

/** The story of one certificate in a real browser, on the server that `npm start` starts. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/harness/global-setup.ts',
  // Two at a time: the tests of the process bring servers of their own. What shares one server goes one after the other, as
  // lists of files and as projects that wait for each other: a test that switches the portal off, or counts what was stored,
  // has it to itself. Lists, because each file of its own would start a browser of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    viewport: { width: 1280, height: 800 },
    // Colours are measured where they end up, not on their way.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  projects: [
    { name: 'process', testMatch: 'start.spec.ts' },
    { name: 'alone', testMatch: 'alone.list.ts' },
    { name: 'staff', testMatch: 'staff.list.ts', dependencies: ['alone'] },
    // These only add orders and certificates of their own, so others may go on beside them.
    {
      name: 'sites',
      testMatch: ['reference.spec.ts', 'scripts.spec.ts', 'widget-*.spec.ts'],
      dependencies: ['alone'],
    },
  ],
});
