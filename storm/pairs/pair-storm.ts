import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Report } from '../report.ts';
import type { Scale } from '../scale.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RACES = 'apps/server/src/certificates/races.db.test.ts';

/** Every pair of transitions that can meet, raced with more rounds than the ordinary tests take time for. */
export async function runPairStorm(report: Report, scale: Scale): Promise<void> {
  report.heading(`pairs of transitions: ${scale.pairs.rounds} rounds each`);
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'db', RACES],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, BOON_RACE_ROUNDS: String(scale.pairs.rounds) } },
  );
  await once(child, 'exit');
  if (child.exitCode !== 0) report.violations('races of two transitions', [`${RACES} failed, see above`]);
}
