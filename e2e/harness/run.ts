import type { BoonAddress } from './boon-process.ts';
import type { Browser } from './browser.ts';

/** What the run's set-up made and its workers use. */
export type Run = { readonly browser: Browser; readonly boon: BoonAddress };

const VARIABLE = 'BOON_E2E_RUN';

/** Workers inherit the environment of the process that set the run up. */
export function publish(run: Run): void {
  process.env[VARIABLE] = JSON.stringify(run);
}

export function currentRun(): Run {
  const run = process.env[VARIABLE];
  if (run === undefined) throw new Error('This runs inside Playwright, after its global set-up.');
  return JSON.parse(run);
}
