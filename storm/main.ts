import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { seededRandom } from '../packages/db/src/driver-safety/seeded-random.ts';
import { runCrashStorm } from './crash/crash-storm.ts';
import { runDriverStorm } from './driver/driver-storm.ts';
import { runApiFuzz } from './fuzz/api-fuzz.ts';
import { huntMutants } from './mutants/hunt.ts';
import { runPairStorm } from './pairs/pair-storm.ts';
import { runDuplicateRace } from './race/duplicate-race.ts';
import { createReport } from './report.ts';
import { scaleNamed } from './scale.ts';
import { createBoonServer } from './server/boon-server.ts';

const STORMS = ['driver', 'pairs', 'race', 'fuzz', 'crash', 'mutants'] as const;

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'default' },
    seed: { type: 'string' },
    /** Some of the storms, parted by commas. */
    only: { type: 'string', default: STORMS.join() },
    /** Mutants whose name contains this. */
    mutant: { type: 'string' },
    port: { type: 'string' },
  },
});

const scale = scaleNamed(values.scale);
const seed = values.seed === undefined ? randomInt(2 ** 32) : Number(values.seed);
const chosen = new Set(values.only.split(','));
const port = values.port === undefined ? undefined : Number(values.port);
const report = createReport((line) => console.log(line));
const startedAt = performance.now();

console.log(`Storm of scale ${values.scale}, seed ${seed}. Again: npm run test:storm -- --seed ${seed}`);
if (chosen.has('driver')) await runDriverStorm(report, scale, seed);
if (chosen.has('pairs')) await runPairStorm(report, scale);
if (['race', 'fuzz', 'crash'].some((storm) => chosen.has(storm))) await stormTheServer();
if (chosen.has('mutants')) await huntMutants(report, values.mutant);

const seconds = Math.round((performance.now() - startedAt) / 1_000);
console.log(`\n${report.count() === 0 ? 'Nothing broke' : `${report.count()} violations`} in ${seconds} s.`);
process.exit(report.count() === 0 ? 0 : 1);

async function stormTheServer(): Promise<void> {
  const server = await createBoonServer(port);
  try {
    await server.start();
    if (chosen.has('race')) await runDuplicateRace(report, server, scale);
    if (chosen.has('fuzz')) await runApiFuzz(report, server, scale, seed);
    if (chosen.has('crash')) await runCrashStorm(report, server, scale, seededRandom(seed));
  } finally {
    await server.remove();
  }
}
