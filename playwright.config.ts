import { defineConfig } from '@playwright/test';

/** The story of one certificate in a real browser, on the server that `npm start` starts. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/harness/global-setup.ts',
  // One after the other: a test that switches the portal off, or counts what was stored, has the server to itself.
  workers: 1,
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
    { name: 'sign-in', testMatch: 'sign-in.spec.ts' },
    { name: 'browser', testMatch: ['story.spec.ts', 'bad-input.spec.ts'], dependencies: ['sign-in'] },
  ],
});
